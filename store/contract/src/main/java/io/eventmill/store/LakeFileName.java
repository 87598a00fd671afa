package io.eventmill.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the name of a file in a lake says. In one folder, the files of a partition hold rows of
 * offsets that do not overlap; one that was made of several covers what they covered, and takes
 * their place from the moment it is there, though they may lie beside it for a while.
 *
 * @param topic the source's raw topic
 * @param first offset of the first row
 * @param last offset of the last row
 * @param topicId the first four bytes of the topic's id, in hex
 * @param ending with its dot, e.g. {@code .jsonl.gz}
 */
public record LakeFileName(
    String topic, int partition, long first, long last, String topicId, String ending) {
  private static final Pattern NAME =
      Pattern.compile(
          "(?<topic>.+)-p(?<partition>[0-9]{1,9})-(?<first>[0-9]{10,18})-(?<last>[0-9]{10,18})"
              + "-(?<id>[0-9a-f]{8})(?<ending>\\.jsonl|\\.jsonl\\.gz|\\.jsonl\\.zst|\\.parquet)");

  /** None where a file of another kind has the name. */
  public static Optional<LakeFileName> read(String name) {
    Matcher parts = NAME.matcher(name);
    return parts.matches()
        ? Optional.of(
            new LakeFileName(
                parts.group("topic"),
                Integer.parseInt(parts.group("partition")),
                Long.parseLong(parts.group("first")),
                Long.parseLong(parts.group("last")),
                parts.group("id"),
                parts.group("ending")))
        : Optional.empty();
  }

  /** As it is called. */
  public String text() {
    return "%s-p%d-%010d-%010d-%s%s".formatted(topic, partition, first, last, topicId, ending);
  }

  /** What files must have in common to be merged, or to take another's place. */
  public String kind() {
    return topic + "-p" + partition + "-" + topicId + ending;
  }

  /** The name of what is made of this file, the last one, and all between. */
  public LakeFileName through(LakeFileName end) {
    return new LakeFileName(topic, partition, first, end.last, topicId, ending);
  }

  /**
   * Of the files of one folder those that hold its rows, each row once, by kind in the order of the
   * log: without the ones that another has taken the place of.
   */
  public static List<LakeFileName> current(Collection<LakeFileName> folder) {
    Map<String, List<LakeFileName>> kinds = new TreeMap<>();
    folder.forEach(file -> kinds.computeIfAbsent(file.kind(), k -> new ArrayList<>()).add(file));
    List<LakeFileName> current = new ArrayList<>();
    for (List<LakeFileName> kind : kinds.values()) {
      kind.sort(
          Comparator.comparingLong(LakeFileName::first)
              .thenComparing(Comparator.comparingLong(LakeFileName::last).reversed()));
      long reached = -1;
      for (LakeFileName file : kind) {
        if (file.last > reached) {
          current.add(file);
          reached = file.last;
        }
      }
    }
    return current;
  }
}
