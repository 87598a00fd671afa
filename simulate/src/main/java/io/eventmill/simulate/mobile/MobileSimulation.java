package io.eventmill.simulate.mobile;

import static java.util.Objects.requireNonNull;

import io.eventmill.read.Line;
import io.eventmill.read.LineReader;
import io.eventmill.simulate.EventSink;
import io.eventmill.simulate.Ticker;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * A mobile app that reports: at every tick, each line of a file is an event of now. The file is
 * read anew each time, so a change takes effect at the next tick; a line that cannot be read is
 * named and left out, a file that cannot be read is tried again. Keeps nothing: it can be stopped
 * and started at any time. The caller's thread does all the work; any other may {@link #stop} it.
 */
public final class MobileSimulation {
  private static final String SHIPPED = "events.txt";

  private final MobileSettings settings;
  private final Clock clock;
  private final Ticker ticker;
  private final Complaints complaints;
  private final AtomicLong events = new AtomicLong();
  private volatile boolean stopped;
  private FileTime changed;
  private long ticks;
  private long unreadable;
  private long deadline;

  /**
   * @param complaints hears of lines that cannot be read, each once
   */
  public MobileSimulation(
      MobileSettings settings, Clock clock, Ticker ticker, Consumer<String> complaints) {
    this.settings = requireNonNull(settings, "settings is null");
    this.clock = requireNonNull(clock, "clock is null");
    this.ticker = requireNonNull(ticker, "ticker is null");
    this.complaints = new Complaints(complaints);
  }

  /** Ends the run soon: within a fraction of a second, or when the sink next takes an event. */
  public void stop() {
    stopped = true;
  }

  /** Events made so far; any thread may ask. */
  public long events() {
    return events.get();
  }

  /** Runs until a limit is reached or somebody stops it. */
  public MobileReport run(EventSink sink) throws IOException, InterruptedException {
    long due = ticker.nanos();
    deadline = due + settings.duration().toNanos();
    while (!ended()) {
      tick(sink);
      ticks++;
      due = Math.max(due + settings.every().toNanos(), ticker.nanos()); // nothing is made up for
      if (!ended()) {
        ticker.sleepUnless(this::ended, Duration.ofNanos(due - ticker.nanos()));
      }
    }
    return new MobileReport(ticks, events.get(), unreadable);
  }

  private boolean ended() {
    return stopped
        || (settings.ticks() > 0 && ticks >= settings.ticks())
        || (!settings.duration().isZero() && ticker.nanos() - deadline >= 0);
  }

  private void tick(EventSink sink) throws IOException, InterruptedException {
    try (InputStream in = open()) {
      LineReader lines = new LineReader(in, settings.lineBytes());
      for (Line line = next(lines); line != null && !stopped; line = next(lines)) {
        if (!line.isBlank()) {
          send(line, sink);
        }
      }
    } catch (UnreadableFileException e) {
      complaints.tell(e.getMessage() + "; trying again at each tick");
    }
    sink.flush();
  }

  private void send(Line line, EventSink sink) throws IOException, InterruptedException {
    if (line.isTooLong()) {
      unreadable(line, "has " + line.length() + " bytes; the limit is " + settings.lineBytes());
      return;
    }
    byte[] event;
    try {
      event = LenientJson.withTime(line.bytes(), clock.instant().getEpochSecond());
    } catch (LenientJson.NotAnObjectException e) {
      unreadable(line, e.getMessage());
      return;
    }
    sink.put(line.number(), event, 0, event.length);
    events.incrementAndGet();
  }

  private void unreadable(Line line, String why) {
    unreadable++;
    complaints.tell(name() + ", line " + line.number() + ": " + why);
  }

  private InputStream open() throws UnreadableFileException {
    Path file = settings.file();
    if (file == null) {
      return MobileSimulation.class.getResourceAsStream(SHIPPED);
    }
    try {
      FileTime now = Files.getLastModifiedTime(file);
      if (!Objects.equals(now, changed)) {
        complaints.forget();
        changed = now;
      }
      return Files.newInputStream(file);
    } catch (IOException e) {
      throw unreadableFile(e);
    }
  }

  /** What the sink throws is another matter than what the file does. */
  private Line next(LineReader lines) throws UnreadableFileException {
    try {
      return lines.next();
    } catch (IOException e) {
      throw unreadableFile(e);
    }
  }

  private UnreadableFileException unreadableFile(IOException e) {
    boolean missing = e instanceof java.nio.file.NoSuchFileException;
    return new UnreadableFileException(
        missing
            ? name() + ": there is no such file"
            : name() + " cannot be read: " + e.getMessage());
  }

  private String name() {
    return settings.file() == null ? SHIPPED : settings.file().toString();
  }

  private static final class UnreadableFileException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableFileException(String message) {
      super(message);
    }
  }
}
