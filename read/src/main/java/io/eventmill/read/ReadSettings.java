package io.eventmill.read;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.List;

/**
 * How a file is read.
 *
 * @param format null to recognise it from the content
 * @param map new names for fields, each {@code target=source}: see {@link FieldMap}
 * @param types types of CSV cells: see {@link CellTypes}
 * @param delimiter of CSV; null to recognise it from the header
 */
public record ReadSettings(
    FileFormat format, List<String> map, String types, Character delimiter, Limits limits)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * @param lineBytes most bytes of a line, and of a CSV row that goes over several
   * @param rowLines most lines of one CSV row
   * @param distinctLines how far back the same line is recognised as a repetition
   */
  public record Limits(int lineBytes, int rowLines, int distinctLines) implements Serializable {
    private static final long serialVersionUID = 1L;
    public static final Limits DEFAULT = new Limits(1024 * 1024, 1_000, 2_000_000);

    public Limits {
      within("line bytes", lineBytes, 64, 256 * 1024 * 1024);
      within("lines of a row", rowLines, 1, 1_000_000);
      within("distinct lines", distinctLines, 1, 100_000_000);
    }

    private static void within(String what, int value, int least, int most) {
      if (value < least || value > most) {
        throw new IllegalArgumentException(
            what + ": " + value + " is not possible; give a number from " + least + " to " + most);
      }
    }
  }

  public static final ReadSettings DEFAULT =
      new ReadSettings(null, List.of(), "text", null, Limits.DEFAULT);

  public ReadSettings {
    map = List.copyOf(map);
    requireNonNull(types, "types is null");
    requireNonNull(limits, "limits is null");
  }

  public ReadSettings withFormat(FileFormat given) {
    return new ReadSettings(given, map, types, delimiter, limits);
  }

  public ReadSettings withMap(List<String> given) {
    return new ReadSettings(format, given, types, delimiter, limits);
  }

  public ReadSettings withTypes(String given) {
    return new ReadSettings(format, map, given, delimiter, limits);
  }

  public ReadSettings withDelimiter(Character given) {
    return new ReadSettings(format, map, types, given, limits);
  }

  public ReadSettings withLimits(Limits given) {
    return new ReadSettings(format, map, types, delimiter, given);
  }
}
