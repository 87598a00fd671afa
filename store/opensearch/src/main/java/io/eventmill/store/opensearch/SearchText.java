package io.eventmill.store.opensearch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a search for a text looks at: words in lower case, long ones in pieces that overlap, so that
 * a text up to {@link #OVERLAP} characters stands whole in one of them.
 */
final class SearchText {
  /** Characters (code points) of a text that the index alone can find. */
  static final int OVERLAP = 128;

  private static final int PIECE = 512;

  private SearchText() {}

  static Set<String> pieces(Collection<String> words) {
    Set<String> pieces = new LinkedHashSet<>();
    for (String word : words) {
      int[] points = lower(word);
      if (points.length <= PIECE) {
        pieces.add(new String(points, 0, points.length));
        continue;
      }
      for (int from = 0; ; from += PIECE - OVERLAP) {
        int size = Math.min(PIECE, points.length - from);
        pieces.add(new String(points, from, size));
        if (from + size == points.length) {
          break;
        }
      }
    }
    return pieces;
  }

  /** Whether the index alone can tell. */
  static boolean isShort(String text) {
    return text.codePointCount(0, text.length()) <= OVERLAP;
  }

  /** The beginnings and ends of a long text, each of which a word with the text holds too. */
  static List<String> parts(String text) {
    int[] points = lower(text);
    List<String> parts = new ArrayList<>();
    for (int from = 0; from < points.length && parts.size() < 4; from += OVERLAP) {
      parts.add(new String(points, from, Math.min(OVERLAP, points.length - from)));
    }
    return parts;
  }

  /** The pattern of a wildcard query for words that hold the text. */
  static String pattern(String text) {
    StringBuilder pattern = new StringBuilder("*");
    for (int point : lower(text)) {
      if (point == '*' || point == '?' || point == '\\') {
        pattern.append('\\');
      }
      pattern.appendCodePoint(point);
    }
    return pattern.append('*').toString();
  }

  /** Whether one of the words holds the text, letter by letter and whatever their case. */
  static boolean holds(Collection<String> words, String text) {
    int[] wanted = lower(text);
    String lower = new String(wanted, 0, wanted.length);
    for (String word : words) {
      int[] points = lower(word);
      if (new String(points, 0, points.length).contains(lower)) {
        return true;
      }
    }
    return false;
  }

  private static int[] lower(String text) {
    return text.codePoints().map(Character::toLowerCase).toArray();
  }
}
