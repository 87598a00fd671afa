package io.eventmill.simulate.send;

import static java.util.Objects.requireNonNull;

import io.eventmill.read.EventFile;
import io.eventmill.read.Item;
import io.eventmill.read.ReadException;
import io.eventmill.simulate.Progress;
import io.eventmill.simulate.RateLimit;
import io.eventmill.simulate.door.DoorClient;
import io.eventmill.simulate.door.DoorClosedException;
import io.eventmill.simulate.door.DoorReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Sends the events of a file to a collector. Every line ends in exactly one of the report's counts:
 * accepted, refused, unreadable, blank, or unsent when the run ended early. Nothing is kept here:
 * after a crash the file is sent again, and what has an id is recognised.
 */
public final class FileSender {
  private static final int UNREADABLE_SHOWN = 10;
  private static final Duration PATIENCE_WHEN_STOPPED = Duration.ofSeconds(5);

  private final SendSettings settings;
  private final DoorClient.World world;
  private final InputStream stdin;
  private volatile boolean stopped;

  /**
   * @param stdin read when the settings' file is {@code -}
   */
  public FileSender(SendSettings settings, DoorClient.World world, InputStream stdin) {
    this.settings = requireNonNull(settings, "settings is null");
    this.world = requireNonNull(world, "world is null");
    this.stdin = stdin;
  }

  /** Ends the run soon; what has been read is still sent if the collector takes it at once. */
  public void stop() {
    stopped = true;
  }

  /**
   * Sends the whole file.
   *
   * @throws ReadException when the file or the settings are not fit; nothing has been sent then
   */
  public SendReport run(Progress progress) throws IOException, InterruptedException {
    try (CountedInput in = new CountedInput(open());
        EventFile file = EventFile.open(in, name(), settings.read())) {
      return new Run(file, in, progress).whole();
    }
  }

  /**
   * Writes the first events as they would be sent, one on each line, and sends nothing.
   *
   * @return the lines among them that could not be read
   */
  public List<UnreadableLine> dryRun(int events, OutputStream out) throws IOException {
    List<UnreadableLine> unreadable = new ArrayList<>();
    try (EventFile file = EventFile.open(open(), name(), settings.read())) {
      int shown = 0;
      Item item = shown < events ? file.next() : null;
      while (item != null) {
        if (item instanceof Item.Event event) {
          out.write(event.json());
          out.write('\n');
          shown++;
        } else if (item instanceof Item.Unreadable line) {
          unreadable.add(UnreadableLine.of(line));
        }
        item = shown < events ? file.next() : null;
      }
    }
    out.flush();
    return unreadable;
  }

  private InputStream open() throws IOException {
    if (settings.file().equals(SendSettings.STDIN)) {
      return stdin;
    }
    Path path = Path.of(settings.file());
    if (!Files.exists(path)) {
      throw new ReadException(path + ": there is no such file");
    }
    if (Files.isDirectory(path)) {
      throw new ReadException(path + ": is a folder; name a file");
    }
    if (settings.rejects() != null
        && Files.exists(settings.rejects())
        && Files.isSameFile(path, settings.rejects())) {
      throw new ReadException("--rejects: " + path + " is the file to send; name another");
    }
    return Files.newInputStream(path);
  }

  private String name() {
    return settings.file().equals(SendSettings.STDIN)
        ? "standard input"
        : Path.of(settings.file()).getFileName().toString();
  }

  private long size() throws IOException {
    return settings.file().equals(SendSettings.STDIN) ? 0 : Files.size(Path.of(settings.file()));
  }

  /** One sending of the file, with its counts. */
  private final class Run {
    private final EventFile file;
    private final CountedInput in;
    private final Progress progress;
    private final Rejects rejects;
    private final Deliveries deliveries;
    private final RateLimit limit = new RateLimit(settings.rate(), world.ticker());
    private final List<UnreadableLine> firstUnreadable = new ArrayList<>();
    private long events;
    private long cutShort;
    private long unreadable;
    private String failure;

    Run(EventFile file, CountedInput in, Progress progress) {
      this.file = file;
      this.in = in;
      this.progress = progress;
      this.rejects = new Rejects(settings.rejects(), file.header());
      this.deliveries =
          new Deliveries(rejects, settings.rejects() != null, progress, world.ticker());
    }

    SendReport whole() throws IOException, InterruptedException {
      long began = world.ticker().nanos();
      DoorReport door;
      try (DoorClient client = DoorClient.open(settings.door(), deliveries, world)) {
        readAll(client, size());
        door = stopped ? client.finish(PATIENCE_WHEN_STOPPED) : client.finish();
      }
      if (failure == null) {
        failure = door.failure();
      }
      closeRejects();
      return new SendReport(
          file.format(),
          file.lines(),
          events,
          cutShort,
          unreadable,
          List.copyOf(firstUnreadable),
          door,
          List.copyOf(events == 0 ? List.of() : file.mappedButNotSeen()),
          Duration.ofNanos(world.ticker().nanos() - began),
          failure);
    }

    private void readAll(DoorClient client, long size) throws InterruptedException {
      try {
        for (Item item = file.next(); item != null && !stopped; item = file.next()) {
          if (item instanceof Item.Event event) {
            send(client, event);
          } else if (item instanceof Item.Unreadable line) {
            note(line);
          }
          progress.at(in.count(), size, events);
          if (file.isWaiting()) {
            client.flush(); // a pipe may stay silent for long
          }
        }
        failure = stopped ? "stopped after line " + file.lines() : null;
      } catch (DoorClosedException e) {
        failure = e.getMessage();
      } catch (IOException e) { // what was read before is sent all the same
        failure = "reading failed after line " + file.lines() + ": " + e.getMessage();
      }
    }

    private void send(DoorClient client, Item.Event event)
        throws DoorClosedException, InterruptedException {
      Duration wait = limit.next();
      if (!wait.isZero()) {
        client.flush();
        world.ticker().sleepUnless(() -> stopped, wait);
      }
      events++;
      cutShort += event.cutShort() ? 1 : 0;
      deliveries.sending(event.line(), event.original());
      client.put(event.line(), event.json(), 0, event.json().length);
    }

    private void note(Item.Unreadable line) {
      unreadable++;
      if (firstUnreadable.size() < UNREADABLE_SHOWN) {
        firstUnreadable.add(UnreadableLine.of(line));
      }
      if (line.whole()) {
        rejects.add(line.original());
      }
    }

    private void closeRejects() {
      try {
        rejects.close();
      } catch (IOException e) {
        failure = failure == null ? e.getMessage() : failure + "; " + e.getMessage();
      }
    }
  }
}
