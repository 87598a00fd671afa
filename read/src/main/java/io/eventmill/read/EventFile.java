package io.eventmill.read;

import static java.util.Objects.requireNonNull;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * A file of events, read line by line in whatever format it has, packed with gzip or not. A line
 * that cannot be read is an item like any other and never stops the rest.
 */
public final class EventFile implements AutoCloseable {
  private static final int SAMPLE_BYTES = 64 * 1024;
  private static final byte[] BOM = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private final InputStream in;
  private final LineReader lines;
  private final Decoder decoder;
  private final FileFormat format;
  private final FieldMap map;
  private final ReadSettings.Limits limits;
  private long blank;

  private EventFile(InputStream in, String name, ReadSettings settings) throws IOException {
    this.in = in;
    this.limits = settings.limits();
    this.map = FieldMap.parse(settings.map());
    byte[] start = start(in);
    boolean marked = start.length >= 3 && Arrays.equals(start, 0, 3, BOM, 0, 3);
    if (marked) {
      in.skipNBytes(BOM.length);
      start = Arrays.copyOfRange(start, BOM.length, start.length);
    }
    this.format = settings.format() == null ? FormatGuess.of(name, start) : settings.format();
    boolean array = format == FileFormat.JSON_ARRAY;
    this.lines = new LineReader(array ? new ArrayLines(in) : in, limits.lineBytes());
    if (format != FileFormat.CSV && !settings.types().equals("text")) {
      throw new ReadException("--types: only CSV has cells; this is " + format.word());
    }
    LineIds ids = new LineIds(limits.distinctLines());
    this.decoder =
        switch (format) {
          case JSON_LINES, JSON_ARRAY -> new JsonLines(map, ids, name);
          case ACCESS_LOG -> new AccessLog(map, ids, name);
          case CSV -> CsvTable.open(lines, settings, new CsvTable.Mapping(map, ids, name));
        };
  }

  /**
   * Recognises the format and checks the settings against it; throws {@link ReadException} when
   * they do not fit.
   *
   * @param name for messages, and for what it says about the format
   */
  public static EventFile open(InputStream in, String name, ReadSettings settings)
      throws IOException {
    requireNonNull(name, "name is null");
    return new EventFile(unpacked(new BufferedInputStream(in, SAMPLE_BYTES)), name, settings);
  }

  private static InputStream unpacked(BufferedInputStream in) throws IOException {
    in.mark(2);
    boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
    in.reset();
    return gzip ? new BufferedInputStream(new GZIPInputStream(in, 1 << 16), SAMPLE_BYTES) : in;
  }

  /** What is there of the content, at least one line of it; a pipe is not waited for any longer. */
  private static byte[] start(InputStream in) throws IOException {
    byte[] start = new byte[SAMPLE_BYTES];
    int length = 0;
    in.mark(SAMPLE_BYTES);
    boolean line = false;
    int read = 0;
    while (!line && length < SAMPLE_BYTES && read >= 0) {
      read = in.read(start, length, SAMPLE_BYTES - length);
      for (int i = length; i < length + read; i++) {
        line |= start[i] == '\n';
      }
      length += Math.max(0, read);
    }
    in.reset();
    return Arrays.copyOf(start, length);
  }

  /** True when {@link #next} would have to wait for somebody to write more. */
  public boolean isWaiting() throws IOException {
    return lines.isWaiting();
  }

  /** The next event or unreadable line, or null at the end. */
  public Item next() throws IOException {
    while (true) {
      Line line = lines.next();
      if (line == null) {
        return null;
      }
      if (line.isTooLong()) {
        String reason =
            "has "
                + line.length()
                + " bytes; the limit of a line is "
                + limits.lineBytes()
                + " (line bytes)";
        return new Item.Unreadable(line.number(), line.bytes(), reason, false);
      }
      if (!line.isBlank()) {
        return decoder.decode(line, lines);
      }
      blank++;
    }
  }

  public FileFormat format() {
    return format;
  }

  /** Lines read so far, blank ones and a head included. */
  public long lines() {
    return lines.number();
  }

  public long blankLines() {
    return blank;
  }

  /** What must stand before rejected lines to make them a file of this format; null for nothing. */
  public byte[] header() {
    return decoder.header();
  }

  /** Sources of the map that no event had. */
  public Set<String> mappedButNotSeen() {
    return map.notSeen();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
