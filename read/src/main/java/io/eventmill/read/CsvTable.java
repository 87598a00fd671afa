package io.eventmill.read;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** CSV with a row of column names at its head; each further row is one event. */
final class CsvTable implements Decoder {
  private final CsvRow rows;
  private final List<String> columns;
  private final byte[] header;
  private final CellTypes types;
  private final FieldMap map;
  private final LineIds ids;
  private final String file;

  private CsvTable(
      CsvRow rows, List<String> columns, byte[] header, CellTypes types, Mapping mapping) {
    this.rows = rows;
    this.columns = columns;
    this.header = header;
    this.types = types;
    this.map = mapping.map();
    this.ids = mapping.ids();
    this.file = mapping.file();
  }

  /** How events get their fields, ids and file name. */
  record Mapping(FieldMap map, LineIds ids, String file) {}

  /** Reads the head; fails when it is none or when a setting names a column that is not there. */
  static CsvTable open(LineReader lines, ReadSettings settings, Mapping mapping)
      throws IOException {
    Line first = lines.next();
    while (first != null && first.isBlank()) {
      first = lines.next();
    }
    if (first == null) {
      throw new ReadException(mapping.file() + ": empty; expected a row of column names");
    }
    if (first.isTooLong()) {
      throw new ReadException(
          mapping.file() + ": the row of column names is longer than the limit of a line");
    }
    try {
      Character given = settings.delimiter();
      char delimiter = given == null ? Delimiter.in(first.latin1()) : given;
      CsvRow rows = new CsvRow(delimiter, settings.limits());
      String head = rows.complete(first, lines);
      List<String> columns = columns(rows.cells(head), mapping.file());
      CellTypes types = CellTypes.parse(settings.types());
      types.check(columns);
      mapping.map().check(columns);
      byte[] header = (head + "\n").getBytes(StandardCharsets.UTF_8);
      return new CsvTable(rows, columns, header, types, mapping);
    } catch (UnreadableException e) {
      throw new ReadException(mapping.file() + ": row of column names: " + e.getMessage());
    }
  }

  private static List<String> columns(List<String> cells, String file) {
    List<String> columns = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String cell : cells) {
      String name = cell.strip();
      columns.add(name.isEmpty() ? "column_" + (columns.size() + 1) : name);
      if (!seen.add(columns.get(columns.size() - 1))) {
        throw new ReadException(
            file + ": two columns are named '" + name + "'; give each a name of its own");
      }
    }
    return columns;
  }

  @Override
  public Item decode(Line line, LineReader more) throws IOException {
    byte[] original = line.bytes();
    try {
      String row = rows.complete(line, more);
      original = row.getBytes(StandardCharsets.UTF_8);
      List<String> cells = rows.cells(row);
      if (cells.size() != columns.size()) {
        throw new UnreadableException(
            "has " + cells.size() + " cells, but there are " + columns.size() + " columns");
      }
      JsonTree event = new JsonTree();
      for (int i = 0; i < cells.size(); i++) {
        event.put(columns.get(i), types.json(columns.get(i), cells.get(i)));
      }
      map.apply(event, new LineFacts(ids.next(original), line.number(), file));
      return new Item.Event(line.number(), original, event.bytes(), false);
    } catch (UnreadableException e) {
      return new Item.Unreadable(line.number(), original, e.getMessage());
    }
  }

  @Override
  public byte[] header() {
    return header;
  }
}
