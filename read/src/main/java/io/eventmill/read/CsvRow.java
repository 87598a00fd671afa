package io.eventmill.read;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Finds where a row ends: at the line's end, unless a quoted cell goes on. A quote that nobody
 * closes would swallow the rest of the file, so a row has a bound; beyond it, the line with the
 * quote is unreadable and reading goes on behind it.
 */
final class CsvRow {
  private final CSVFormat format;
  private final char delimiter;
  private final ReadSettings.Limits limits;

  CsvRow(char delimiter, ReadSettings.Limits limits) {
    this.delimiter = delimiter;
    this.limits = limits;
    this.format =
        CSVFormat.DEFAULT.builder().setDelimiter(delimiter).setIgnoreEmptyLines(false).get();
  }

  /** The row that begins in this line, as it stands in the file. */
  String complete(Line first, LineReader more) throws IOException, UnreadableException {
    StringBuilder row = new StringBuilder(decode(first));
    int scanned = 0;
    boolean open = false;
    List<Line> taken = new ArrayList<>();
    while (true) {
      open = isOpen(row, scanned, open);
      if (!open) {
        return row.toString();
      }
      scanned = row.length();
      Line next = taken.size() + 1 < limits.rowLines() ? more.next() : null;
      if (next != null) {
        taken.add(next);
      }
      if (next == null || next.isTooLong() || row.length() + next.length() > limits.lineBytes()) {
        more.pushBack(taken);
        throw new UnreadableException(
            "a quote opened in this line is not closed"
                + (next == null && taken.size() + 1 < limits.rowLines()
                    ? " before the end of the file"
                    : " within "
                        + limits.rowLines()
                        + " lines and "
                        + limits.lineBytes()
                        + " bytes (the limits of a row)"));
      }
      row.append('\n').append(decode(next));
    }
  }

  /** The cells of a complete row. */
  List<String> cells(String row) throws UnreadableException {
    try (CSVParser parser = CSVParser.parse(row, format)) {
      List<CSVRecord> records = parser.getRecords();
      return records.isEmpty() ? List.of("") : records.get(0).toList();
    } catch (IOException | java.io.UncheckedIOException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new UnreadableException("not CSV: " + cause.getMessage());
    }
  }

  /** CSV is read as UTF-8. What is not, is not guessed at. */
  private static String decode(Line line) throws UnreadableException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line.bytes())).toString();
    } catch (CharacterCodingException e) {
      throw new UnreadableException(
          "line " + line.number() + " is not UTF-8; convert the file, e.g. with iconv -f latin1");
    }
  }

  /** Whether the row, known to be open or not before {@code from}, ends within a quoted cell. */
  private boolean isOpen(CharSequence row, int from, boolean before) {
    boolean open = before;
    boolean cellBegins = from == 0;
    for (int i = from; i < row.length(); i++) {
      char c = row.charAt(i);
      if (open) {
        if (c == '"' && i + 1 < row.length() && row.charAt(i + 1) == '"') {
          i++;
        } else {
          open = c != '"';
        }
        cellBegins = false;
      } else {
        open = cellBegins && c == '"';
        cellBegins = c == delimiter;
      }
    }
    return open;
  }
}
