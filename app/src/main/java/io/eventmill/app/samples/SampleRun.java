package io.eventmill.app.samples;

import com.fasterxml.jackson.databind.JsonNode;
import io.eventmill.app.mill.UseException;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.pipeline.Source;
import io.eventmill.read.EventFile;
import io.eventmill.read.Item;
import io.eventmill.read.ReadSettings;
import io.eventmill.simulate.Progress;
import io.eventmill.simulate.door.DoorClient;
import io.eventmill.simulate.door.DoorSettings;
import io.eventmill.simulate.send.FileSender;
import io.eventmill.simulate.send.SendReport;
import io.eventmill.simulate.send.SendSettings;
import io.eventmill.topics.KafkaAddress;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * Sends a pipeline's samples to a mill that runs nothing else, waits until each event is accounted
 * for, and reads what came out. Keeps nothing.
 */
public final class SampleRun {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);
  private static final Duration REST = Duration.ofSeconds(3);
  private static final Duration LONG_REST = Duration.ofSeconds(20);

  private final Pipeline pipeline;
  private final List<SampleFolder.Sample> samples;
  private final Rows.Answers answers;
  private final KafkaAddress kafka;

  /** How the mill is asked: a path with its query, answered by JSON. */
  public interface Asking {
    JsonNode get(String pathAndQuery) throws IOException, InterruptedException;
  }

  /**
   * @param kafka where the topics of routes are
   */
  public SampleRun(
      Pipeline pipeline, List<SampleFolder.Sample> samples, Asking asking, KafkaAddress kafka) {
    this.kafka = kafka;
    this.pipeline = pipeline;
    this.samples = samples;
    this.answers = asking::get;
  }

  /**
   * Sends all samples, file after file, line after line.
   *
   * @return how many events were sent
   * @throws UseException naming the lines that are no events, or that the collector refuses
   */
  public long send(URI mill) throws IOException, InterruptedException {
    long sent = 0;
    for (SampleFolder.Sample sample : samples) {
      DoorSettings door = DoorSettings.of(mill, sample.source()).withInFlight(1);
      FileSender sender =
          new FileSender(
              SendSettings.of(sample.file().toString(), door),
              DoorClient.World.system(),
              InputStream.nullInputStream());
      SendReport report = sender.run(Progress.NONE);
      if (report.exitCode() != 0) {
        throw new UseException(
            sample.file() + " holds lines that are no events:\n" + report.toText());
      }
      sent += report.door().kept();
    }
    return sent;
  }

  /**
   * Waits until the ledger has settled.
   *
   * @param accounted hears how many events are
   */
  public void awaitQuiet(long sent, Duration atMost, LongConsumer accounted)
      throws IOException, InterruptedException {
    long until = System.nanoTime() + atMost.toNanos();
    while (true) {
      JsonNode audit = answers.get("/api/audit");
      JsonNode total = audit.path("total");
      long done = total.path("accepted").asLong() - total.path("in_flight").asLong();
      accounted.accept(done);
      if (done == sent
          && total.path("accepted").asLong() == sent
          && audit.path("quiet").asBoolean()) {
        return;
      }
      if (System.nanoTime() > until) {
        throw new IOException(
            "after "
                + atMost.toSeconds()
                + " s "
                + done
                + " of "
                + sent
                + " events are accounted for (--wait says how long to wait): "
                + total);
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN.toMillis());
    }
  }

  /**
   * What came out, by kind, once it has come to rest. Jobs do not say when they have nothing left
   * to do, so results are read until they have not changed for a while: a short one when they are
   * as expected, a long one when not.
   *
   * @param expected what each result is expected to be; empty when nobody knows
   */
  public Map<String, List<JsonNode>> rows(Map<String, List<JsonNode>> expected, Duration atMost)
      throws IOException, InterruptedException {
    try (RoutedTopics routed = new RoutedTopics(pipeline, kafka)) {
      Rows rows = new Rows(pipeline, answers, routed);
      Map<String, List<JsonNode>> found = new LinkedHashMap<>();
      found.put("events", rows.events());
      found.put("failed", rows.failed());
      found.put("dropped", rows.dropped(ownIds()));
      found.putAll(atRest(rows, expected, atMost));
      return found;
    }
  }

  private Map<String, List<JsonNode>> atRest(
      Rows rows, Map<String, List<JsonNode>> expected, Duration atMost)
      throws IOException, InterruptedException {
    long until = System.nanoTime() + atMost.toNanos();
    long since = System.nanoTime();
    Map<String, List<JsonNode>> last = rows.results();
    while (!last.isEmpty() && System.nanoTime() < until) {
      Duration enough = isExpected(last, expected) ? REST : LONG_REST;
      if (System.nanoTime() - since > enough.toNanos()) {
        return last;
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN.toMillis());
      Map<String, List<JsonNode>> now = rows.results();
      since = now.equals(last) ? since : System.nanoTime();
      last = now;
    }
    return last;
  }

  private static boolean isExpected(
      Map<String, List<JsonNode>> found, Map<String, List<JsonNode>> expected) {
    return found.entrySet().stream()
        .allMatch(
            e -> Comparison.of(expected.getOrDefault(e.getKey(), List.of()), e.getValue()).good());
  }

  /** Ids that the samples bring; an event without one is never dropped as a duplicate. */
  private List<String> ownIds() throws IOException {
    Set<String> ids = new LinkedHashSet<>();
    for (SampleFolder.Sample sample : samples) {
      String pointer = idPointer(sample.source());
      try (InputStream in = Files.newInputStream(sample.file());
          EventFile file =
              EventFile.open(in, sample.file().getFileName().toString(), ReadSettings.DEFAULT)) {
        for (Item item = file.next(); item != null && pointer != null; item = file.next()) {
          JsonNode id = Rows.MAPPER.readTree(((Item.Event) item).json()).at(pointer);
          if (id.isValueNode() && !id.isNull()) {
            ids.add(id.asText());
          }
        }
      }
    }
    return List.copyOf(ids);
  }

  private String idPointer(String source) {
    return pipeline.sources().stream()
        .filter(s -> s.name().equals(source))
        .map(Source::event)
        .map(e -> e.id() == null ? "" : e.id())
        .findFirst()
        .filter(p -> !p.isEmpty())
        .orElse(null);
  }
}
