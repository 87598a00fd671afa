package io.eventmill.simulate.drawn;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Everyday words, in lower-case ASCII. */
public final class Words {
  private static final List<String> WORDS =
      WordList.words(WordList.lines(Words.class, "words.txt"));

  private Words() {}

  public static String draw(Dice dice) {
    return dice.oneOf(WORDS);
  }

  /** So many words that look like a sentence. */
  public static String sentence(int words, Dice dice) {
    return capital(
            IntStream.range(0, words).mapToObj(i -> draw(dice)).collect(Collectors.joining(" ")))
        + ".";
  }

  /** The word with a capital first letter. */
  public static String capital(String word) {
    return Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }
}
