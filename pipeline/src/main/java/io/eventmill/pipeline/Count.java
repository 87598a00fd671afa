package io.eventmill.pipeline;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Events counted in windows of their own time.
 *
 * @param name of the result
 * @param sources whose events are counted, together
 * @param by pointers to the fields whose values make a group, in the file's order
 * @param every the length of a window; windows begin at whole multiples of it since 1970
 * @param lateness how long after its end a window still takes events, by the time of its stream
 * @param where values that fields must have for an event to be counted, by pointer
 * @param retain how long stores keep its rows, from their time; null: for ever
 */
public record Count(
    String name,
    List<String> sources,
    List<String> by,
    Duration every,
    Duration lateness,
    Map<String, String> where,
    ResultTopic topic,
    Duration retain)
    implements Serializable {
  public Count {
    sources = List.copyOf(sources);
    by = List.copyOf(by);
    where = Map.copyOf(where);
  }

  /** What the group's fields are called in a row: the last names of the pointers. */
  public List<String> fields() {
    return by.stream().map(Count::field).toList();
  }

  static String field(String pointer) {
    String last = pointer.substring(pointer.lastIndexOf('/') + 1);
    return last.replace("~1", "/").replace("~0", "~");
  }

  /**
   * Names this definition: rows that another one gave are of another version. The lateness belongs
   * to it, since it decides which rows an event is counted in.
   */
  public String version() {
    String definition =
        String.join(
            "\n",
            sources.stream().sorted().toList().toString(),
            by.toString(),
            every.toString(),
            lateness.toString(),
            new TreeMap<>(where).toString());
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(definition.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
