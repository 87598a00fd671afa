package io.eventmill.simulate.shop;

import io.eventmill.simulate.EventSink;
import io.eventmill.simulate.JsonRow;
import io.eventmill.simulate.drawn.Dice;
import io.eventmill.simulate.drawn.Names;
import io.eventmill.simulate.drawn.Uuid;
import io.eventmill.simulate.drawn.Words;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Users and products with the ids 0 to n − 1, about a tenth of them renamed afterwards, as rows to
 * be added or changed by id. Filled again they get new names; if this dies between, the rest is
 * filled by the next run.
 */
public final class ShopTables {
  public static final String USERS = "commerce.users";
  public static final String PRODUCTS = "commerce.products";
  public static final String KEY = "id";

  private static final int MOST = 1_000_000;
  private static final int RENAMED_PERCENT = 10;

  private final int records;
  private final Dice dice;

  /**
   * @param seed null for other names in each run
   */
  public ShopTables(int records, Long seed) {
    ShopSettings.within("--num_user_records", records, 1, MOST);
    this.records = records;
    this.dice = seed == null ? Dice.unseeded() : Dice.of(~seed); // other dice than the events'
  }

  /**
   * Fills both.
   *
   * @return how many of each were renamed
   */
  public int fill(EventSink users, EventSink products) throws IOException, InterruptedException {
    List<Renaming> renamings = new ArrayList<>();
    for (int id = 0; id < records; id++) {
      String password = Uuid.draw(dice);
      String description = Words.sentence(6 + dice.below(6), dice);
      int price = 1 + dice.below(100);
      put(users, id, user(id, password));
      put(products, id, product(id, description, price));
      if (dice.below(100) < RENAMED_PERCENT) {
        renamings.add(new Renaming(id, password, description, price));
      }
    }
    users.flush();
    products.flush();
    for (Renaming r : renamings) {
      put(users, r.id(), user(r.id(), r.password()));
      put(products, r.id(), product(r.id(), r.description(), r.price()));
    }
    users.flush();
    products.flush();
    return renamings.size();
  }

  private record Renaming(int id, String password, String description, int price) {}

  private byte[] user(int id, String password) {
    return new JsonRow()
        .number("id", id)
        .text("username", Names.given(dice) + "." + Names.family(dice) + dice.below(1000))
        .text("password", password)
        .bytes();
  }

  private byte[] product(int id, String description, int price) {
    return new JsonRow()
        .number("id", id)
        .text("name", Words.capital(Words.draw(dice)) + " " + Words.draw(dice))
        .text("description", description)
        .number("price", price)
        .bytes();
  }

  private static void put(EventSink sink, int id, byte[] row)
      throws IOException, InterruptedException {
    sink.put(id, row, 0, row.length);
  }
}
