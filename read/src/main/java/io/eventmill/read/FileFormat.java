package io.eventmill.read;

import io.eventmill.pipeline.Guess;
import java.util.Arrays;
import java.util.List;

/** What a file may hold. */
public enum FileFormat {
  JSON_LINES("jsonl"),
  JSON_ARRAY("json"),
  CSV("csv"),
  ACCESS_LOG("access-log");

  private final String word;

  FileFormat(String word) {
    this.word = word;
  }

  /** The format as the command line spells it. */
  public String word() {
    return word;
  }

  public static FileFormat of(String word) {
    List<String> words = Arrays.stream(values()).map(FileFormat::word).toList();
    return Arrays.stream(values())
        .filter(f -> f.word.equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new ReadException(
                    "--format: '"
                        + word
                        + "' is not known"
                        + Guess.among(word, words)
                        + "; one of "
                        + String.join(", ", words)));
  }
}
