package io.eventmill.app.command;

import io.eventmill.read.FileFormat;
import io.eventmill.read.ReadSettings;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** How files of events are read. */
final class ReadOptions {
  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "jsonl, json (one array), csv or access-log; recognised from the content when left out.")
  private String format;

  @Option(
      names = "--map",
      paramLabel = "TARGET=SOURCE",
      description =
          "Names of fields: event_type=kind takes the file's field kind as event_type;"
              + " event_type=:signup sets a text; id=#id makes an id of the content. Repeatable.")
  private List<String> map = new ArrayList<>();

  @Option(
      names = "--types",
      paramLabel = "RULE",
      defaultValue = "text",
      description = "Types of CSV cells: text (default), auto, or column=number,column=boolean.")
  private String types;

  /**
   * @throws io.eventmill.read.ReadException for a format that is not known
   */
  ReadSettings settings() {
    ReadSettings read = ReadSettings.DEFAULT.withMap(map).withTypes(types);
    return format == null ? read : read.withFormat(FileFormat.of(format));
  }

  boolean areGiven() {
    return format != null || !map.isEmpty() || !types.equals("text");
  }
}
