package io.eventmill.simulate.web;

import io.eventmill.simulate.drawn.Dice;
import io.eventmill.simulate.drawn.Names;
import java.util.List;

/** E-mail addresses made of names, as people choose them: lower-case ASCII. */
final class MailAddress {
  private static final List<String> DOMAINS = List.of("gmail.com", "yahoo.com", "hotmail.com");

  private MailAddress() {}

  static String draw(Dice dice) {
    String given = Names.given(dice);
    String family = Names.family(dice);
    String name =
        switch (dice.below(5)) {
          case 0 -> given.charAt(0) + family;
          case 1 -> given + "." + family;
          case 2 -> given + family.charAt(0);
          case 3 -> family + given;
          default -> given + (10 + dice.below(90));
        };
    return name + "@" + dice.oneOf(DOMAINS);
  }
}
