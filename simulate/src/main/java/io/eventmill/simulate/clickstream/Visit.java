package io.eventmill.simulate.clickstream;

import io.eventmill.simulate.JsonRow;
import io.eventmill.simulate.drawn.Browser;
import io.eventmill.simulate.drawn.Dice;
import io.eventmill.simulate.drawn.PublicAddress;
import io.eventmill.simulate.drawn.Words;
import java.util.List;

/**
 * One visitor's way: a search, then by chance, again and again, a click on one of its results,
 * which by chance goes into the cart. One visitor has one browser, address and query.
 */
final class Visit {
  private static final int CLICK_PERCENT = 60;
  private static final int CART_PERCENT = 30;
  private static final int PRODUCTS = 1_000;
  private static final int RESULTS = 10;
  private static final String SHOP = "https://shop.example.com";
  private static final List<String> BROWSERS =
      List.of("Chrome", "Firefox", "Safari", "Opera", "InternetExplorer");
  private static final List<String> CAME_FROM =
      List.of("https://www.google.com/", "https://www.bing.com/", "https://www.facebook.com/", "");

  private enum Stop {
    SEARCH,
    CLICK,
    CART,
    GONE
  }

  private final Dice dice;
  private final String userAgent;
  private final String ip;
  private final String query;
  private Stop next = Stop.SEARCH;
  private int product;

  Visit(Dice dice) {
    this.dice = dice;
    this.userAgent = Browser.userAgent(dice.oneOf(BROWSERS), dice);
    this.ip = PublicAddress.draw(dice);
    this.query = Words.draw(dice) + (dice.below(2) == 0 ? "" : " " + Words.draw(dice));
  }

  boolean isOver() {
    return next == Stop.GONE;
  }

  /** The visit's next event, named by this id, at this time. */
  byte[] event(long id, String time) {
    Stop now = next;
    JsonRow inner =
        new JsonRow().text("user_agent", userAgent).text("ip", ip).text("timestamp", time);
    String type =
        switch (now) {
          case SEARCH -> search(inner);
          case CLICK -> click(inner);
          default -> cart(inner);
        };
    next = now == Stop.CLICK && dice.below(100) < CART_PERCENT ? Stop.CART : clickOrGone();
    return new JsonRow().number("id", id).text("type", type).object("event", inner).bytes();
  }

  private Stop clickOrGone() {
    return dice.below(100) < CLICK_PERCENT ? Stop.CLICK : Stop.GONE;
  }

  private String search(JsonRow inner) {
    inner.text("page", "/search").text("query", query);
    String cameFrom = dice.oneOf(CAME_FROM);
    if (!cameFrom.isEmpty()) {
      inner.text("referrer", cameFrom);
    }
    return "search";
  }

  private String click(JsonRow inner) {
    product = 1 + dice.below(PRODUCTS);
    inner
        .text("page", "/p/" + product)
        .text("query", query)
        .number("product", product)
        .text("referrer", SHOP + "/search")
        .number("position", 1 + dice.below(RESULTS));
    return "click";
  }

  private String cart(JsonRow inner) {
    inner.text("page", "/cart").number("product", product).text("referrer", SHOP + "/p/" + product);
    return "add_to_cart";
  }
}
