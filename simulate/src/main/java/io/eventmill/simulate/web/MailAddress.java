package io.eventmill.simulate.web;

import java.util.List;

/** E-mail addresses made of names, as people choose them: lower-case ASCII. */
final class MailAddress {
  private static final List<String> DOMAINS = List.of("gmail.com", "yahoo.com", "hotmail.com");
  private static final List<String> GIVEN;
  private static final List<String> FAMILY;

  static {
    List<String> lines = WordList.lines("names.txt");
    int gap = lines.indexOf("");
    GIVEN = WordList.words(lines.subList(0, gap));
    FAMILY = WordList.words(lines.subList(gap, lines.size()));
  }

  private MailAddress() {}

  static String draw(Dice dice) {
    String given = dice.oneOf(GIVEN);
    String family = dice.oneOf(FAMILY);
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
