package io.eventmill.read;

/** What separates the cells of a CSV file: the sign that stands most often in its head. */
final class Delimiter {
  private static final String CANDIDATES = ",;\t|";

  private Delimiter() {}

  /** A comma when there is none of the others either: a file of one column. */
  static char in(String head) {
    char best = ',';
    int most = 0;
    for (int i = 0; i < CANDIDATES.length(); i++) {
      int count = count(head, CANDIDATES.charAt(i));
      if (count > most) {
        most = count;
        best = CANDIDATES.charAt(i);
      }
    }
    return best;
  }

  static boolean stands(String head) {
    return CANDIDATES.chars().anyMatch(c -> count(head, (char) c) > 0);
  }

  /** Outside of quotes. */
  private static int count(String head, char sign) {
    int count = 0;
    boolean quoted = false;
    for (int i = 0; i < head.length(); i++) {
      char c = head.charAt(i);
      quoted ^= c == '"';
      count += c == sign && !quoted ? 1 : 0;
    }
    return count;
  }
}
