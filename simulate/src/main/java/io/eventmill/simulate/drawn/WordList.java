package io.eventmill.simulate.drawn;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads lists of words that stand beside a class. Lines that begin with # are comments. */
public final class WordList {
  private WordList() {}

  public static List<String> lines(Class<?> beside, String name) {
    try (InputStream in = beside.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The words of all lines, split at blanks. */
  public static List<String> words(List<String> lines) {
    return lines.stream()
        .flatMap(line -> java.util.Arrays.stream(line.split(" ")))
        .filter(word -> !word.isEmpty())
        .toList();
  }
}
