package io.eventmill.simulate.drawn;

import java.util.List;

/** Names of people, in lower-case ASCII. */
public final class Names {
  private static final List<String> GIVEN;
  private static final List<String> FAMILY;

  static {
    List<String> lines = WordList.lines(Names.class, "names.txt");
    int gap = lines.indexOf("");
    GIVEN = WordList.words(lines.subList(0, gap));
    FAMILY = WordList.words(lines.subList(gap, lines.size()));
  }

  private Names() {}

  public static String given(Dice dice) {
    return dice.oneOf(GIVEN);
  }

  public static String family(Dice dice) {
    return dice.oneOf(FAMILY);
  }
}
