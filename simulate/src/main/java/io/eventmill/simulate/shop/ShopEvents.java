package io.eventmill.simulate.shop;

import io.eventmill.simulate.JsonRow;
import io.eventmill.simulate.drawn.Browser;
import io.eventmill.simulate.drawn.Dice;
import io.eventmill.simulate.drawn.PostalAddress;
import io.eventmill.simulate.drawn.PublicAddress;
import io.eventmill.simulate.drawn.Uuid;
import io.eventmill.simulate.drawn.Words;
import java.util.List;

/** What a shop's events say. Everything but user and product is drawn anew for each of them. */
final class ShopEvents {
  /** Ids of users in events, from 1; the tables have 0 to n − 1. */
  static final int USERS = 100;

  private static final List<String> CARDS =
      List.of(
          "American Express",
          "Diners Club / Carte Blanche",
          "Discover",
          "JCB 15 digit",
          "JCB 16 digit",
          "Maestro",
          "Mastercard",
          "VISA 13 digit",
          "VISA 16 digit",
          "VISA 19 digit");
  private static final List<String> BROWSERS =
      List.of("Chrome", "Firefox", "Safari", "Opera", "InternetExplorer");
  private static final List<String> ENDS = List.of("com", "org", "net", "biz", "info");

  private final Dice dice;

  ShopEvents(Dice dice) {
    this.dice = dice;
  }

  /** Somebody's interest in one product. */
  record Interest(int user, String productId, String product, int cents) {}

  Interest interest() {
    return new Interest(
        1 + dice.below(USERS), Uuid.draw(dice), Words.draw(dice), 1 + dice.below(9_999));
  }

  byte[] click(Interest interest, String time) {
    return new JsonRow()
        .text("click_id", Uuid.draw(dice))
        .number("user_id", interest.user())
        .text("product_id", interest.productId())
        .text("product", interest.product())
        .money("price", interest.cents())
        .text("url", url())
        .text("user_agent", userAgent())
        .text("ip_address", PublicAddress.draw(dice))
        .text("datetime_occured", time)
        .bytes();
  }

  byte[] checkout(Interest interest, String time) {
    return new JsonRow()
        .text("checkout_id", Uuid.draw(dice))
        .number("user_id", interest.user())
        .text("product_id", interest.productId())
        .text("payment_method", dice.oneOf(CARDS))
        .money("total_amount", 10 + dice.below(99_990))
        .text("shipping_address", PostalAddress.draw(dice))
        .text("billing_address", PostalAddress.draw(dice))
        .text("user_agent", userAgent())
        .text("ip_address", PublicAddress.draw(dice))
        .text("datetime_occured", time)
        .bytes();
  }

  private String url() {
    return "https://www."
        + Words.draw(dice)
        + "-"
        + Words.draw(dice)
        + "."
        + dice.oneOf(ENDS)
        + "/"
        + Words.draw(dice);
  }

  private String userAgent() {
    return Browser.userAgent(dice.oneOf(BROWSERS), dice);
  }
}
