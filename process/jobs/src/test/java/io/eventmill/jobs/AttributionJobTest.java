package io.eventmill.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.eventmill.event.Event;
import io.eventmill.event.Origin;
import io.eventmill.jobs.ClickHistory.Arrival;
import io.eventmill.jobs.PlainAttribution.Answer;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.pipeline.PipelineFile;
import io.eventmill.topics.EnrichedRecords;
import io.eventmill.topics.KafkaAddress;
import io.eventmill.topics.TopicSettings;
import io.eventmill.topics.TopicState;
import io.eventmill.topics.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** The whole job between a broker's topics, in Flink's own cluster. */
class AttributionJobTest extends OnOneMachine {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PARTITIONS = 3;

  /** In order, in any order that the lateness allows, each twice: the same rows to the byte. */
  @Test
  void theOrderOfArrivalAndRepeatsChangeNothing() throws Exception {
    Random random = new Random(11);
    List<Arrival> inOrder = users(random, 2_000);
    List<Arrival> shuffled = new ArrayList<>(inOrder);
    Map<Arrival, Long> delayed = new HashMap<>();
    inOrder.forEach(
        e -> delayed.put(e, e.time() + random.nextInt((int) ClickHistory.LATENESS_MILLIS * 1000)));
    shuffled.sort(Comparator.comparing(delayed::get));
    List<Arrival> doubled = new ArrayList<>();
    shuffled.forEach(e -> doubled.addAll(List.of(e, e)));

    Map<String, String> first = rows("ordered", inOrder, inOrder, "first");
    assertThat(rows("shuffled", shuffled, shuffled, "first")).isEqualTo(first);
    assertThat(rows("doubled", doubled, doubled, "first")).isEqualTo(first);

    Map<String, Answer> expected = PlainAttribution.answers(inOrder, "first", 0);
    assertThat(first.keySet()).isEqualTo(expected.keySet());
    for (String id : first.keySet()) {
      JsonNode row = JSON.readTree(first.get(id));
      String main = expected.get(id).main();
      String click = main == null ? null : main.substring(0, main.indexOf('@'));
      assertThat(row.get("click_id").textValue()).as(first.get(id)).isEqualTo(click);
      assertThat(row.get("final").booleanValue()).isTrue();
      assertThat(row.get("late").booleanValue()).isFalse();
    }
  }

  /** A side of which nothing has come yet holds the time back. */
  @Test
  void aHistoryThatIsLoadedOneSideAfterTheOtherComesOutRight() throws Exception {
    List<Arrival> events = users(new Random(12), 1_000);
    List<Arrival> clicks = events.stream().filter(e -> !e.order()).toList();
    List<Arrival> orders = events.stream().filter(Arrival::order).toList();

    Map<String, String> expected = rows("together", events, events, "linear");
    assertThat(rows("touched-first", clicks, orders, "linear")).isEqualTo(expected);
    assertThat(rows("bought-first", orders, clicks, "linear")).isEqualTo(expected);
    assertThat(expected.values()).anyMatch(r -> r.contains("\"attributed\":true"));
  }

  /** The watermark is at now when all of the history comes: touches and orders in any order. */
  @Test
  void aHistoryBehindARunningStreamComesOutRight() throws Exception {
    List<Arrival> today = new ArrayList<>();
    long now = System.currentTimeMillis() * 1000;
    for (int i = 0; i < 60; i++) {
      today.add(new Arrival(i % 2 == 0, "today-" + i, "v" + i, now + i, 0));
    }
    List<Arrival> history = users(new Random(13), 1_000);
    List<Arrival> shuffled = new ArrayList<>(history);
    Collections.shuffle(shuffled, new Random(14));
    String name = "behind";
    Map<String, Long> offsets = start(name, "linear", today);
    awaitFinal("attributed-" + name, 30);

    write(name, shuffled, offsets);

    Map<String, Answer> expected = PlainAttribution.answers(history, "linear", 0);
    Map<String, String> rows = awaitFinal("attributed-" + name, 30 + expected.size());
    int attributed = 0;
    for (String id : expected.keySet()) {
      JsonNode row = JSON.readTree(rows.get(id));
      List<String> touches = new ArrayList<>();
      row.get("touches").forEach(t -> touches.add(t.get("id").textValue()));
      assertThat(row.get("late").booleanValue()).as(rows.get(id)).isTrue();
      assertThat(touches)
          .as(rows.get(id))
          .isEqualTo(
              expected.get(id).credits().keySet().stream()
                  .map(t -> t.substring(0, t.indexOf('@')))
                  .toList());
      attributed += touches.isEmpty() ? 0 : 1;
    }
    assertThat(attributed).isGreaterThan(expected.size() / 10);
  }

  /** One partition has events, the others stay empty, and after the last one nothing comes. */
  @Test
  void rowsAreFinalThoughPartitionsAreEmptyAndNothingMoreComes() throws Exception {
    List<Arrival> events =
        List.of(
            new Arrival(false, "c1", "u1", ClickHistory.START, 0),
            new Arrival(true, "o1", "u1", ClickHistory.START + 1, 0),
            new Arrival(true, "o2", "u2", ClickHistory.START + 2, 0),
            new Arrival(true, "o3", null, ClickHistory.START + 3, 0));

    Map<String, String> rows = rows("quiet", events, List.of(), "first");

    assertThat(rows.keySet()).containsExactly("o1", "o2", "o3");
    assertThat(rows.get("o1")).contains("\"click_id\":\"c1\"");
    assertThat(rows.get("o2")).contains("\"click_id\":null").contains("no touch of the same user");
    assertThat(rows.get("o3")).contains("the conversion has no value for user (/user)");
  }

  private static List<Arrival> users(Random random, int count) {
    List<Arrival> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean order = random.nextInt(3) == 0;
      long time = ClickHistory.START + (long) (random.nextDouble() * 20 * ClickHistory.WITHIN);
      time = random.nextInt(4) == 0 ? time / 1_000_000 * 1_000_000 : time;
      events.add(new Arrival(order, (order ? "o" : "c") + i, "u" + random.nextInt(50), time, 0));
    }
    events.sort(Comparator.comparingLong(Arrival::time));
    return events;
  }

  static void makeTopics(KafkaAddress kafka, String name) {
    try (Topics topics = Topics.open(kafka)) {
      topics.ensure(
          Log.forEver(
              TopicSettings.processed("enriched-" + name + "-clicks", PARTITIONS, (short) 1)),
          Log.forEver(
              TopicSettings.processed("enriched-" + name + "-orders", PARTITIONS, (short) 1)),
          Log.forEver(TopicSettings.processed("attributed-" + name, 2, (short) 1)));
    }
  }

  /**
   * Runs a job of this name over them; its rows once they all are final, by id.
   *
   * @param before is on the topics when the job begins, {@code after} comes a second later (the
   *     same list: nothing does)
   */
  private static Map<String, String> rows(
      String name, List<Arrival> before, List<Arrival> after, String model) throws Exception {
    Map<String, Long> offsets = start(name, model, before);
    if (before != after) {
      Thread.sleep(1_000);
      write(name, after, offsets);
    }
    List<Arrival> all = new ArrayList<>(before);
    all.addAll(before == after ? List.of() : after);
    long orders = all.stream().filter(Arrival::order).map(Arrival::id).distinct().count();
    return awaitFinal("attributed-" + name, orders);
  }

  private static Map<String, Long> start(String name, String model, List<Arrival> before) {
    Pipeline pipeline = pipeline(name, model);
    makeTopics(kafka, name);
    Map<String, Long> offsets = new HashMap<>();
    write(name, before, offsets);
    JobsConfig config =
        QuickJobs.with(QuickJobs.with(QuickJobs.CONFIG, "idle", "5s"), "attribution_grace", "5s");
    flink.submit(AttributionJob.name(pipeline), new AttributionJob(kafka, pipeline, config, null));
    return offsets;
  }

  private static Map<String, String> awaitFinal(String topic, long orders) throws Exception {
    long giveUp = System.nanoTime() + Duration.ofSeconds(180).toNanos();
    Map<String, String> rows = new TreeMap<>();
    while (System.nanoTime() < giveUp) {
      rows.clear();
      for (ConsumerRecord<byte[], byte[]> r : log.read(topic)) {
        rows.put(new String(r.key(), UTF_8), new String(r.value(), UTF_8));
      }
      if (rows.size() == orders
          && rows.values().stream().allMatch(r -> r.contains("\"final\":true"))) {
        return rows;
      }
      Thread.sleep(200);
    }
    throw new AssertionError("after 180 s of " + orders + " rows there are " + rows);
  }

  private static void write(String name, List<Arrival> events, Map<String, Long> offsets) {
    write(kafka, log, name, events, offsets);
  }

  /** Puts them on the enriched topics of NAME-clicks and NAME-orders, as the events job would. */
  static void write(
      KafkaAddress kafka, Log log, String name, List<Arrival> events, Map<String, Long> offsets) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    Map<String, TopicState> states = new HashMap<>();
    try (Topics topics = Topics.open(kafka)) {
      for (Arrival e : events) {
        String topic = "enriched-" + name + "-" + (e.order() ? "orders" : "clicks");
        TopicState state = states.computeIfAbsent(topic, topics::describe);
        int partition = e.user() == null ? 0 : Math.floorMod(e.user().hashCode(), PARTITIONS);
        long offset = offsets.merge(topic + partition, 1L, Long::sum);
        Event event = e.event();
        records.add(
            EnrichedRecords.encode(
                topic,
                null,
                e.time() / 1000,
                new Event(
                    new Origin(
                        state.id().getMostSignificantBits(),
                        state.id().getLeastSignificantBits(),
                        partition,
                        offset),
                    event.id(),
                    name + "-" + event.source(),
                    event.type(),
                    event.timeMicros(),
                    System.currentTimeMillis(),
                    event.json())));
      }
    }
    log.write(Collections.unmodifiableList(records));
  }

  private static Pipeline pipeline(String name, String model) {
    return PipelineFile.parse(yaml(name, model)).pipeline();
  }

  static String yaml(String name, String model) {
    return ClickHistory.pipeline(model)
        .replace("name: shop", "name: " + name)
        .replace("clicks: {", name + "-clicks: {")
        .replace("orders: {", name + "-orders: {")
        .replace("source: clicks", "source: " + name + "-clicks")
        .replace("source: orders", "source: " + name + "-orders")
        .replace("- name: orders", "- name: " + name);
  }
}
