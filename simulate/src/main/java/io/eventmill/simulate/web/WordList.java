package io.eventmill.simulate.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads the lists of words that stand beside this class. Lines that begin with # are comments. */
final class WordList {
  private WordList() {}

  static List<String> lines(String name) {
    try (InputStream in = WordList.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The words of all lines, split at blanks. */
  static List<String> words(List<String> lines) {
    return lines.stream()
        .flatMap(line -> java.util.Arrays.stream(line.split(" ")))
        .filter(word -> !word.isEmpty())
        .toList();
  }
}
