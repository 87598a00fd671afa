package io.eventmill.jobs.lake;

import io.eventmill.event.Origin;
import io.eventmill.steps.archive.LakeRow;
import java.io.IOException;

/**
 * A file that is being written: rows of one partition and folder, in the order of the log. Its name
 * says topic, partition, first and last offset, and the beginning of the topic's id, so that a
 * topic made anew gives other names.
 */
final class LakeFile {
  private final String folder;
  private final Shelf.Draft draft;
  private final RowFormat format;
  private final RowFormat.RowFile rows;
  private Origin first;
  private Origin last;
  private int count;

  /**
   * @param folder in which it will lie; empty for the root
   */
  LakeFile(String folder, Shelf.Draft draft, RowFormat format) throws IOException {
    this.folder = folder;
    this.draft = draft;
    this.format = format;
    this.rows = format.open(draft.out());
  }

  void write(LakeRow row) throws IOException {
    rows.write(row);
    first = first == null ? row.origin() : first;
    last = row.origin();
    count++;
  }

  int count() {
    return count;
  }

  long bytes() {
    return rows.bytes();
  }

  FinishedFile finish(String topic) throws IOException {
    rows.finish();
    String name =
        "%s-p%d-%010d-%010d-%08x%s"
            .formatted(
                topic,
                first.partition(),
                first.offset(),
                last.offset(),
                first.topicIdHigh() >>> 32,
                format.ending());
    String path = folder.isEmpty() ? name : folder + "/" + name;
    return new FinishedFile(path, draft.finish(path), last);
  }

  /** Drops it, also after it was finished. */
  void drop() throws IOException {
    rows.drop();
    draft.close();
  }
}
