package io.eventmill.jobs.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import io.eventmill.event.Origin;
import io.eventmill.event.Sender;
import io.eventmill.event.json.JsonFields;
import io.eventmill.event.json.JsonKind;
import io.eventmill.event.json.JsonScanner;
import io.eventmill.event.json.JsonSyntaxException;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.flink.core.fs.Path;

/** A lake's JSON lines, the file plain or compressed. */
final class JsonHistory implements HistoryReader {
  /** The largest raw record as base64, with room for what stands beside it. */
  static final int LINE_MAX = 64 << 20;

  private static final List<String> NAMES =
      List.of(
          "/received",
          "/id",
          "/type",
          "/time",
          "/origin",
          "/attempt",
          "/key",
          "/ip",
          "/user_agent",
          "/bytes",
          "/event");
  private static final int EVENT = NAMES.indexOf("/event");

  private final JsonScanner scan =
      new JsonScanner(JsonFields.of(NAMES), JsonScanner.DEPTH_MAX_LIMIT);
  private final CountedInput file;
  private final InputStream in;
  private final Lines lines;

  JsonHistory(Path path) throws IOException {
    file = new CountedInput(path.getFileSystem().open(path));
    try {
      in = plain(path.getName(), file);
    } catch (IOException e) {
      file.close();
      throw e;
    }
    lines = new Lines(in, LINE_MAX);
  }

  private static InputStream plain(String name, InputStream file) throws IOException {
    if (name.endsWith(".gz")) {
      return new GZIPInputStream(file, 64 << 10);
    }
    return name.endsWith(".zst") ? new ZstdInputStreamNoFinalizer(file) : file;
  }

  @Override
  public HistoryRow next() throws IOException {
    byte[] line = lines.next();
    if (line == null) {
      return null;
    }
    long number = lines.number();
    if (lines.isTooLong()) {
      return HistoryRow.unreadable(number, new byte[0], "has more than " + LINE_MAX + " bytes");
    }
    try {
      scan.scan(line);
      return row(number);
    } catch (JsonSyntaxException | IllegalArgumentException | DateTimeException e) {
      return HistoryRow.unreadable(number, line, e.getMessage());
    }
  }

  private HistoryRow row(long number) {
    Origin origin = Origin.parse(required("/origin"));
    String id = required("/id");
    String time = text("/time");
    byte[] bytes = base64("/bytes");
    Sender sender = new Sender(base64("/key"), utf8("/ip"), utf8("/user_agent"));
    return new HistoryRow(
        number,
        origin,
        id.equals(origin.asId()) ? null : id,
        text("/type"),
        time == null ? null : ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(time)),
        Instant.parse(required("/received")).toEpochMilli(),
        attempt(),
        sender,
        bytes == null ? event() : bytes,
        null);
  }

  private int attempt() {
    int field = NAMES.indexOf("/attempt");
    return scan.kind(field) == JsonKind.NUMBER ? Integer.parseInt(scan.text(field)) : 1;
  }

  private byte[] event() {
    JsonKind kind = scan.kind(EVENT);
    return kind == JsonKind.ABSENT || kind == JsonKind.NULL
        ? null
        : Arrays.copyOfRange(scan.bytes(), scan.start(EVENT), scan.end(EVENT));
  }

  private String required(String name) {
    String text = text(name);
    if (text == null) {
      throw new IllegalArgumentException(
          "is no row of a lake: it has no text '" + name.substring(1) + "'");
    }
    return text;
  }

  private String text(String name) {
    int field = NAMES.indexOf(name);
    return scan.kind(field) == JsonKind.STRING ? scan.text(field) : null;
  }

  private byte[] utf8(String name) {
    String text = text(name);
    return text == null ? null : text.getBytes(UTF_8);
  }

  private byte[] base64(String name) {
    String text = text(name);
    return text == null ? null : Base64.getDecoder().decode(text);
  }

  @Override
  public long bytes() {
    return file.bytes();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
