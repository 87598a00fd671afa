package io.eventmill.app.samples;

import com.fasterxml.jackson.databind.JsonNode;
import io.eventmill.app.mill.UseException;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.pipeline.Source;
import io.eventmill.simulate.Progress;
import io.eventmill.simulate.door.DoorClient;
import io.eventmill.simulate.door.DoorSettings;
import io.eventmill.simulate.read.EventFile;
import io.eventmill.simulate.read.Item;
import io.eventmill.simulate.read.ReadSettings;
import io.eventmill.simulate.send.FileSender;
import io.eventmill.simulate.send.SendReport;
import io.eventmill.simulate.send.SendSettings;
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

  private final Pipeline pipeline;
  private final List<SampleFolder.Sample> samples;
  private final Rows.Answers answers;

  /** How the mill is asked: a path with its query, answered by JSON. */
  public interface Asking {
    JsonNode get(String pathAndQuery) throws IOException, InterruptedException;
  }

  public SampleRun(Pipeline pipeline, List<SampleFolder.Sample> samples, Asking asking) {
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

  /** What came out, by kind. */
  public Map<String, List<JsonNode>> rows() throws IOException, InterruptedException {
    Rows rows = new Rows(pipeline, answers);
    Map<String, List<JsonNode>> found = new LinkedHashMap<>();
    found.put("events", rows.events());
    found.put("failed", rows.failed());
    found.put("dropped", rows.dropped(ownIds()));
    return found;
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
