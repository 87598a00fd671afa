package io.eventmill.simulate.drawn;

import java.util.List;

/** Addresses as letters to the United States carry them, on two lines; nobody lives there. */
public final class PostalAddress {
  private static final List<String> STREETS =
      List.of(
          "Street", "Avenue", "Road", "Lane", "Drive", "Court", "Way", "Place", "Trail", "Hill");
  private static final List<String> ENDS =
      List.of("ville", "ton", "field", "burg", "port", "wood", "dale", "view", "ford", "mouth");
  private static final List<String> STATES =
      WordList.words(WordList.lines(PostalAddress.class, "states.txt"));

  private PostalAddress() {}

  public static String draw(Dice dice) {
    return street(dice) + "\n" + town(dice);
  }

  private static String street(Dice dice) {
    String street =
        (1 + dice.below(99_999))
            + " "
            + Words.capital(dice.below(2) == 0 ? Names.family(dice) : Words.draw(dice))
            + " "
            + dice.oneOf(STREETS);
    return switch (dice.below(4)) {
      case 0 -> street + " Apt. " + (1 + dice.below(999));
      case 1 -> street + " Suite " + (1 + dice.below(999));
      default -> street;
    };
  }

  private static String town(Dice dice) {
    String zip = Integer.toString(100_501 + dice.below(99_450)).substring(1); // 00501 to 99950
    return Words.capital(Words.draw(dice))
        + dice.oneOf(ENDS)
        + ", "
        + dice.oneOf(STATES)
        + " "
        + zip;
  }
}
