package io.eventmill.jobs.history;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/** A lake as its readers see it: which files there are, and what stands in them. */
public final class Lake {
  private static final List<String> ENDINGS = List.of(".jsonl", ".jsonl.gz", ".jsonl.zst");
  private static final String PARQUET = ".parquet";

  private Lake() {}

  /**
   * The files of a source, the largest first, so that none is left over at the end. Names that
   * begin with {@code _} or a dot are not for readers.
   *
   * @param root the lake's address
   * @throws IOException when the lake is there but cannot be listed
   */
  public static List<HistoryFile> files(String root, String source) throws IOException {
    Path folder = new Path(new Path(root), source);
    FileSystem files = folder.getFileSystem();
    List<HistoryFile> found = new ArrayList<>();
    list(files, folder, source, found);
    found.sort(
        Comparator.comparingLong(HistoryFile::bytes).reversed().thenComparing(HistoryFile::path));
    return found;
  }

  private static void list(FileSystem files, Path folder, String source, List<HistoryFile> found)
      throws IOException {
    FileStatus[] entries;
    try {
      entries = files.listStatus(folder);
    } catch (FileNotFoundException e) {
      return; // nothing has been stored of this source
    }
    if (entries == null) {
      return;
    }
    for (FileStatus entry : entries) {
      String name = entry.getPath().getName();
      if (name.startsWith("_") || name.startsWith(".")) {
        continue;
      }
      if (entry.isDir()) {
        list(files, entry.getPath(), source, found);
      } else if (name.endsWith(PARQUET) || ENDINGS.stream().anyMatch(name::endsWith)) {
        found.add(
            new HistoryFile(
                entry.getPath().toString(), source, entry.getLen(), entry.getModificationTime()));
      }
    }
  }

  /** Opens a file of a lake, by what its name ends in. */
  public static HistoryReader open(HistoryFile file) throws IOException {
    Path path = new Path(file.path());
    return file.path().endsWith(PARQUET) ? new ParquetHistory(path) : new JsonHistory(path);
  }
}
