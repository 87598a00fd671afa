package io.eventmill.jobs.lake;

import io.eventmill.pipeline.Archive;
import io.eventmill.steps.archive.JsonLine;
import io.eventmill.steps.archive.LakeRow;
import java.io.IOException;
import java.io.OutputStream;

/** What a lake's files are: how rows are written, and how the files' names end. */
interface RowFormat {
  RowFile open(OutputStream out) throws IOException;

  /** With its dot. */
  String ending();

  /** Rows on their way into one file. */
  interface RowFile {
    void write(LakeRow row) throws IOException;

    /** About how many bytes the file has now. */
    long bytes();

    /** Writes what is still held, and leaves the stream open. */
    void finish() throws IOException;

    /** Lets go of what it holds, whether it was finished or not. */
    void drop();
  }

  static RowFormat of(Archive archive, String source, String topic) {
    return switch (archive.format()) {
      case JSONL -> new JsonLines(new JsonLine(source, topic), archive.compression());
      case PARQUET -> new ParquetRows(source, topic, archive.compression());
    };
  }
}
