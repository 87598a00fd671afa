package io.eventmill.jobs.history;

import io.eventmill.store.LakeFileName;
import java.io.IOException;
import java.util.Comparator;
import java.util.stream.Stream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * The rows of a file that was listed, also when it has been merged into another one since: before
 * it was opened, or in the middle. Then its rows are read where they lie now, by the offsets that
 * its name tells. A row that cannot be read has no offset, it belongs to the one before it; in the
 * moment of a merge it may be told twice.
 */
final class FollowedHistory implements HistoryReader {
  private final FileSystem system;
  private final Path folder;
  private final LakeFileName listed;
  private LakeFileName lies;
  private HistoryReader in; // null: not opened yet
  private long given; // the last offset
  private long seen; // likewise, of what is open
  private long number;
  private long bytes;

  FollowedHistory(Path path, LakeFileName listed) throws IOException {
    this.system = path.getFileSystem();
    this.folder = path.getParent();
    this.listed = listed;
    this.lies = listed;
    this.given = listed.first() - 1;
  }

  @Override
  public HistoryRow next() throws IOException {
    while (true) {
      try {
        HistoryRow row = read();
        return row == null ? null : row.numbered(++number);
      } catch (IOException e) {
        follow(e);
      }
    }
  }

  private HistoryRow read() throws IOException {
    if (in == null) {
      in = Lake.reader(new Path(folder, lies.text()));
      seen = listed.first() - 1;
    }
    return lies.equals(listed) ? fromListed() : fromMerged();
  }

  private HistoryRow fromListed() throws IOException {
    HistoryRow row = in.next();
    bytes = in.bytes();
    if (row != null && row.origin() != null) {
      given = row.origin().offset();
    }
    return row;
  }

  private HistoryRow fromMerged() throws IOException {
    for (HistoryRow row = in.next(); row != null; row = in.next()) {
      if (row.origin() == null) {
        if (seen >= Math.max(given, listed.first())) {
          return row;
        }
        continue;
      }
      seen = row.origin().offset();
      if (seen > listed.last()) {
        return null;
      }
      if (seen > given) {
        given = seen;
        return row;
      }
    }
    return null;
  }

  /** Goes on in the file that covers this one, if it is gone. */
  private void follow(IOException why) throws IOException {
    Path gone = new Path(folder, lies.text());
    if (system.exists(gone)) {
      throw why;
    }
    lies =
        Stream.of(LakeListing.look(system, folder))
            .map(FileStatus::getPath)
            .flatMap(path -> LakeFileName.read(path.getName()).stream())
            .filter(name -> name.kind().equals(listed.kind()))
            .filter(name -> name.first() <= listed.first() && name.last() >= listed.last())
            .max(Comparator.comparingLong(name -> name.last() - name.first()))
            .orElseThrow(() -> why);
    close();
    in = null;
  }

  @Override
  public long bytes() {
    return bytes;
  }

  @Override
  public void close() throws IOException {
    if (in != null) {
      in.close();
    }
  }
}
