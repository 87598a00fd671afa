package io.eventmill.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.topics.HeaderNames;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Clicks and buys of some users, out of order within the lateness, some sent twice, some cut short;
 * and what is to become of them, by a plain loop.
 */
record BatchTraffic(List<Sent> sent) {
  static final String YAML =
      """
      name: mill
      sources:
        web:
          event: {id: /event_id, type: /event_type, time: /at}
          deduplicate: {within: 1h}
      counts:
        - {name: kinds, source: web, by: /event_type, every: 10s, lateness: 1d}
      attribution:
        - name: buys
          touch: {source: web, type: click}
          conversion: {source: web, type: buy}
          on: {user: /user}
          within: 1m
          lateness: 2s
      archive:
        - {name: lines, from: raw, to: lines, compression: gzip, roll: {every: 1s, count: 200}}
        - {name: columns, from: raw, to: columns, format: parquet, roll: {every: 1s, count: 200}}
        - {name: passed, from: enriched, to: passed, compression: zstd, roll: {every: 1s}}
      """;

  private static final int PARTITIONS = 3;
  private static final long WITHIN = 60_000;
  private static final long START = 1_772_366_400_000L;

  /**
   * @param at event time, epoch milliseconds
   * @param received epoch milliseconds
   */
  record Sent(String id, String kind, String user, long at, long received, boolean isCut) {
    String json() {
      String whole =
          "{\"event_id\":\"%s\",\"event_type\":\"%s\",\"user\":\"%s\",\"at\":%d}"
              .formatted(id, kind, user, at);
      return isCut ? whole.substring(0, whole.length() - 4) : whole;
    }
  }

  static BatchTraffic drawn(long seed, int count) {
    Random random = new Random(seed);
    List<Sent> sent = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long at = START + i * 100L + random.nextInt(500);
      long received = at + random.nextInt(1_500);
      String kind = random.nextInt(4) == 0 ? "buy" : "click";
      Sent one =
          new Sent("e-" + i, kind, "u" + random.nextInt(25), at, received, random.nextInt(40) == 0);
      sent.add(one);
      if (random.nextInt(10) == 0) {
        sent.add(
            new Sent(one.id, one.kind, one.user, at, received + random.nextInt(400), one.isCut));
      }
    }
    sent.sort(Comparator.comparingLong(Sent::received));
    return new BatchTraffic(sent);
  }

  List<ProducerRecord<byte[], byte[]>> records() {
    return sent.stream().map(BatchTraffic::record).toList();
  }

  private static ProducerRecord<byte[], byte[]> record(Sent s) {
    var record =
        new ProducerRecord<>(
            "raw-web",
            Math.floorMod(s.user.hashCode(), PARTITIONS),
            s.user.getBytes(UTF_8),
            s.json().getBytes(UTF_8));
    record.headers().add(HeaderNames.RECEIVED, ByteBuffer.allocate(8).putLong(s.received).array());
    record.headers().add(HeaderNames.ID, s.id.getBytes(UTF_8));
    return record;
  }

  private List<Sent> good() {
    Set<String> ids = new HashSet<>();
    return sent.stream().filter(s -> !s.isCut && ids.add(s.id)).toList();
  }

  int plainBad() {
    return (int) sent.stream().filter(Sent::isCut).count();
  }

  int plainDuplicates() {
    return sent.size() - plainBad() - good().size();
  }

  /** Rows by "kinds" and their id. */
  Map<String, String> plainCounts() {
    Map<String, Integer> totals = new TreeMap<>();
    for (Sent s : good()) {
      totals.merge(s.at / 10_000 * 10 + s.kind, 1, Integer::sum);
    }
    Map<String, String> rows = new TreeMap<>();
    totals.forEach(
        (id, total) -> {
          String seconds = id.replaceAll("[a-z]+", "");
          rows.put(
              "kinds " + id,
              "{\"id\":\"%s\",\"window_start_time\":%s,\"event_type\":\"%s\",\"count\":%d}"
                  .formatted(id, seconds, id.substring(seconds.length()), total));
        });
    return rows;
  }

  /** By conversion the first touch; {@code null} as a text when there is none. */
  Map<String, String> plainFirstTouches() {
    Map<String, String> first = new TreeMap<>();
    for (Sent buy : good()) {
      if (buy.kind.equals("buy")) {
        first.put(
            buy.id,
            good().stream()
                .filter(s -> s.kind.equals("click") && s.user.equals(buy.user))
                .filter(s -> s.at <= buy.at && buy.at - s.at <= WITHIN)
                .min(Comparator.comparingLong(Sent::at).thenComparing(Sent::id))
                .map(Sent::id)
                .orElse("null"));
      }
    }
    return first;
  }

  /** Whether what came out is what a plain loop gives. */
  void requireGaveRise(BatchStored found) {
    List<Sent> good = good();
    assertThat(found.events().values())
        .containsExactlyInAnyOrderElementsOf(
            good.stream().map(s -> s.id + " " + s.json()).toList());
    assertThat(found.failed().values())
        .containsExactlyInAnyOrderElementsOf(
            sent.stream().filter(Sent::isCut).map(s -> "NOT_JSON " + s.json()).toList());
    List<String> again = new ArrayList<>();
    sent.stream().filter(s -> !s.isCut).forEach(s -> again.add(s.id + " DUPLICATE"));
    good.forEach(s -> again.remove(s.id + " DUPLICATE"));
    assertThat(found.dropped().values()).containsExactlyInAnyOrderElementsOf(again);
    assertThat(found.touches()).isEqualTo(plainFirstTouches());
    Map<String, String> counts = new TreeMap<>(found.rows());
    counts.keySet().removeIf(name -> name.startsWith("buys "));
    assertThat(counts).isEqualTo(plainCounts());
  }

  /** A text or null of a row. */
  static String field(String row, String name) {
    Matcher found = Pattern.compile("\"" + name + "\":(?:\"([^\"]*)\"|null)").matcher(row);
    return found.find() && found.group(1) != null ? found.group(1) : "null";
  }
}
