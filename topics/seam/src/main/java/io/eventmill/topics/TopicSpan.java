package io.eventmill.topics;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * What stands on a topic at one moment.
 *
 * @param id the broker's id of the topic
 * @param partitions in their order
 */
public record TopicSpan(String topic, UUID id, List<Partition> partitions) {
  public TopicSpan {
    partitions = List.copyOf(partitions);
  }

  /**
   * @param begin offset of the first record that is still there
   * @param end offset that the next record gets
   */
  public record Partition(long begin, long end) {
    public boolean isEmpty() {
      return begin >= end;
    }
  }

  /** What stands on the topic now; fails when it does not exist. */
  public static TopicSpan of(String topic, Topics topics, LogProgress progress) {
    TopicState state = topics.describe(topic);
    List<TopicPlace> places =
        IntStream.range(0, state.partitions()).mapToObj(p -> new TopicPlace(topic, p)).toList();
    Map<TopicPlace, Long> begins = progress.begins(places);
    Map<TopicPlace, Long> ends = progress.ends(places);
    return new TopicSpan(
        topic,
        state.id(),
        places.stream().map(p -> new Partition(begins.get(p), ends.get(p))).toList());
  }
}
