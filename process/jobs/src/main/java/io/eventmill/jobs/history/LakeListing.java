package io.eventmill.jobs.history;

import io.eventmill.store.LakeFileName;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * The files of a lake that hold its rows, each row once: none that a merged one has taken the place
 * of, and none that is being written.
 *
 * <p>A listing takes a while, and a store of objects gives it in pages. Where files are merged
 * meanwhile, one look may see neither the merged file nor what it was made of. So every folder is
 * looked at twice, and what either look saw is there: who missed a merge in the middle of the first
 * look sees its outcome in the second, and no file is merged twice in that time.
 *
 * @param files the largest first, so that none is left over at the end
 * @param strangers addresses of files of rows whose names are none of a lake's; not among the files
 */
public record LakeListing(List<HistoryFile> files, List<String> strangers) {
  private static final int TRIES_MAX = 100;
  private static final List<String> ENDINGS =
      List.of(".jsonl", ".jsonl.gz", ".jsonl.zst", ".parquet");

  public LakeListing {
    files = List.copyOf(files);
    strangers = List.copyOf(strangers);
  }

  /**
   * @param root the lake's address
   * @throws IOException when the lake is there but cannot be listed
   */
  public static LakeListing of(String root, String source) throws IOException {
    Path folder = new Path(new Path(root), source);
    List<HistoryFile> files = new ArrayList<>();
    List<String> strangers = new ArrayList<>();
    list(folder.getFileSystem(), folder, source, files, strangers);
    files.sort(
        Comparator.comparingLong(HistoryFile::bytes).reversed().thenComparing(HistoryFile::path));
    return new LakeListing(files, strangers);
  }

  private static void list(
      FileSystem system,
      Path folder,
      String source,
      List<HistoryFile> files,
      List<String> strangers)
      throws IOException {
    Map<LakeFileName, FileStatus> lying = new HashMap<>();
    TreeSet<String> folders = new TreeSet<>();
    TreeSet<String> others = new TreeSet<>();
    for (int look = 0; look < 2; look++) {
      for (FileStatus entry : look(system, folder)) {
        String name = entry.getPath().getName();
        Optional<LakeFileName> read = LakeFileName.read(name);
        if (name.startsWith("_") || name.startsWith(".")) {
          continue; // not for readers
        } else if (entry.isDir()) {
          folders.add(name);
        } else if (read.isPresent()) {
          lying.put(read.get(), entry);
        } else if (ENDINGS.stream().anyMatch(name::endsWith)) {
          others.add(name);
        }
      }
    }
    for (LakeFileName name : LakeFileName.current(lying.keySet())) {
      files.add(file(lying.get(name), source));
    }
    others.forEach(name -> strangers.add(new Path(folder, name).toString()));
    for (String name : folders) {
      list(system, new Path(folder, name), source, files, strangers);
    }
  }

  private static HistoryFile file(FileStatus lying, String source) {
    return new HistoryFile(
        lying.getPath().toString(), source, lying.getLen(), lying.getModificationTime());
  }

  /** What lies in a folder; nothing where there is none. */
  static FileStatus[] look(FileSystem system, Path folder) throws IOException {
    for (int tries = 1; ; tries++) {
      try {
        FileStatus[] found = system.listStatus(folder);
        return found == null ? new FileStatus[0] : found;
      } catch (FileNotFoundException e) { // the folder; or a file that has gone during the look
        if (!system.exists(folder)) {
          return new FileStatus[0];
        }
        if (tries == TRIES_MAX) {
          throw e;
        }
      }
    }
  }
}
