package io.eventmill.jobs.history;

import io.eventmill.event.Sender;
import io.eventmill.read.EventFile;
import io.eventmill.read.Item;
import io.eventmill.read.ReadSettings;
import java.io.IOException;
import org.apache.flink.core.fs.Path;

/**
 * A file that no archive has written: JSON lines, CSV or an access log, plain or packed with gzip.
 * Its rows have no place on a log; they were received when the file was last written.
 */
public final class PlainHistory implements HistoryReader {
  private final CountedInput file;
  private final EventFile events;
  private final long receivedMillis;

  private PlainHistory(CountedInput file, EventFile events, long receivedMillis) {
    this.file = file;
    this.events = events;
    this.receivedMillis = receivedMillis;
  }

  /**
   * @throws io.eventmill.read.ReadException when the settings do not fit what the file holds
   */
  public static PlainHistory open(HistoryFile file, ReadSettings settings) throws IOException {
    Path path = new Path(file.path());
    CountedInput in = new CountedInput(path.getFileSystem().open(path));
    try {
      return new PlainHistory(
          in, EventFile.open(in, path.getName(), settings), file.changedMillis());
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  @Override
  public HistoryRow next() throws IOException {
    Item item = events.next();
    if (item == null) {
      return null;
    }
    if (item instanceof Item.Unreadable unreadable) {
      return HistoryRow.unreadable(item.line(), item.original(), unreadable.reason());
    }
    byte[] json = ((Item.Event) item).json();
    return new HistoryRow(
        item.line(), null, null, null, null, receivedMillis, 1, Sender.UNKNOWN, json, null);
  }

  @Override
  public long bytes() {
    return file.bytes();
  }

  @Override
  public void close() throws IOException {
    events.close();
  }
}
