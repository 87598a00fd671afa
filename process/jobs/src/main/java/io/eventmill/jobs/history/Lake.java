package io.eventmill.jobs.history;

import io.eventmill.store.LakeFileName;
import java.io.IOException;
import org.apache.flink.core.fs.Path;

/** What stands in the files of a lake. */
public final class Lake {
  private static final String PARQUET = ".parquet";

  private Lake() {}

  /**
   * Opens a file that {@link LakeListing} has found. It gives all rows of it, also when it is
   * merged into another meanwhile.
   */
  public static HistoryReader open(HistoryFile file) throws IOException {
    Path path = new Path(file.path());
    LakeFileName name =
        LakeFileName.read(path.getName())
            .orElseThrow(() -> new IOException(path + " is no name of a lake's file"));
    return new FollowedHistory(path, name);
  }

  /** The rows of a file, by what its name ends in. */
  static HistoryReader reader(Path path) throws IOException {
    return path.getName().endsWith(PARQUET) ? new ParquetHistory(path) : new JsonHistory(path);
  }
}
