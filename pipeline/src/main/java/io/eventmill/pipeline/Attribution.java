package io.eventmill.pipeline;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which earlier events (touches) each conversion is put down to.
 *
 * @param name of the result
 * @param on what a touch and a conversion must have in common: pointers by name, in the file's
 *     order
 * @param within how long before the conversion a touch may have been, both ends in
 * @param lateness how far out of order events of one partition may come
 * @param halfLife of a touch's weight; null for models that have none
 * @param touchesMax touches that a row lists
 * @param lookup null: nothing is looked up
 * @param columns of a row, in its order
 * @param retain how long stores keep its rows, from their time; null: for ever
 */
public record Attribution(
    String name,
    Side touch,
    Side conversion,
    Map<String, String> on,
    Duration within,
    Duration lateness,
    Model model,
    Duration halfLife,
    int touchesMax,
    Lookup lookup,
    List<Column> columns,
    ResultTopic topic,
    Duration retain) {
  public Attribution {
    on = Collections.unmodifiableMap(new LinkedHashMap<>(on));
    columns = List.copyOf(columns);
  }

  /** How a conversion's credit is shared out among its touches. */
  public enum Model {
    FIRST,
    LAST,
    LINEAR,
    /** 40 % to the first, 40 % to the last, 20 % to those between. */
    POSITION,
    /** The less, the longer before the conversion. */
    TIME_DECAY
  }

  /**
   * Events of one side.
   *
   * @param type the only type of events that count; null: all do
   * @param id pointer to what names one; null: the event's id does
   */
  public record Side(String source, String type, String id) {}

  /**
   * A row of master data for each conversion.
   *
   * @param table as {@code schema.table}
   * @param key the table's column that is compared
   * @param by pointer into the conversion
   * @param take columns of the table, and how they are called here
   */
  public record Lookup(String table, String key, String by, Map<String, String> take) {
    public Lookup {
      take = Collections.unmodifiableMap(new LinkedHashMap<>(take));
    }
  }

  /** A field of the row and where it comes from. */
  public record Column(String name, From from, String of) {
    /** What a column is taken from. */
    public enum From {
      /** The field at the pointer {@code of}. */
      CONVERSION,
      CONVERSION_ID,
      CONVERSION_TIME,
      /** The field at the pointer {@code of} of the touch with the greatest credit. */
      TOUCH,
      TOUCH_ID,
      TOUCH_TIME,
      /** What the lookup calls {@code of}. */
      LOOKUP
    }
  }

  /** The columns of one kind, in the row's order. */
  public List<Column> columns(Column.From from) {
    return columns.stream().filter(c -> c.from() == from).toList();
  }

  /** Names this definition: rows that another one gave are of another version. */
  public String version() {
    String definition =
        String.join(
            "\n",
            name,
            touch.toString(),
            conversion.toString(),
            on.toString(),
            within.toString(),
            lateness.toString(),
            model.toString(),
            String.valueOf(halfLife),
            Integer.toString(touchesMax),
            String.valueOf(lookup),
            columns.toString());
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(definition.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
