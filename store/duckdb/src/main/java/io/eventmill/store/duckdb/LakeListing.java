package io.eventmill.store.duckdb;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import io.eventmill.store.LakeFileName;
import io.eventmill.store.SqlRefusedException;
import io.eventmill.store.StoreUnavailableException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;

/**
 * The files of a lake that hold its rows, each row once: no file that is being written, none that a
 * merged one has taken the place of, and no link, which might lead out of the lake.
 */
final class LakeListing {
  private final Path root;
  private final int filesMax;
  private final List<Path> files = new ArrayList<>();

  private LakeListing(Path root, int filesMax) {
    this.root = root;
    this.filesMax = filesMax;
  }

  /**
   * @param filesMax files that may lie there, in all folders
   */
  static List<Path> of(LakeTable lake, Path root, int filesMax) {
    LakeListing listing = new LakeListing(root, filesMax);
    for (String source : lake.sources()) {
      Path folder = root.resolve(source);
      try {
        if (Files.isDirectory(folder, NOFOLLOW_LINKS)) {
          listing.folder(folder);
        }
      } catch (IOException e) {
        throw new StoreUnavailableException("store: cannot list " + folder + ": " + e, e);
      }
    }
    return listing.files;
  }

  private void folder(Path folder) throws IOException {
    List<Path> entries = entries(folder);
    List<LakeFileName> names = new ArrayList<>();
    for (Path entry : entries) {
      if (Files.isDirectory(entry, NOFOLLOW_LINKS)) {
        folder(entry);
      } else if (Files.isRegularFile(entry, NOFOLLOW_LINKS)) {
        LakeFileName.read(entry.getFileName().toString()).ifPresent(names::add);
      }
    }
    for (LakeFileName name : LakeFileName.current(names)) {
      files.add(folder.resolve(name.text()));
      if (files.size() > filesMax) {
        throw new SqlRefusedException(
            ("the lake in %s has more files than %d (store.sql_lake_files_max); let it be compacted"
                    + " (compact: in the archive), raise the setting, or ask DuckDB itself")
                .formatted(root, filesMax));
      }
    }
  }

  /**
   * As they are at one moment: a listing during which files are merged might see neither the merged
   * one nor what it was made of.
   */
  private static List<Path> entries(Path folder) throws IOException {
    while (true) {
      FileTime before = Files.getLastModifiedTime(folder);
      List<Path> entries = new ArrayList<>();
      try (DirectoryStream<Path> found =
          Files.newDirectoryStream(folder, e -> !e.getFileName().toString().startsWith("_"))) {
        found.forEach(entries::add);
      } catch (NoSuchFileException e) {
        return List.of();
      }
      if (Files.getLastModifiedTime(folder).equals(before)) {
        return entries;
      }
    }
  }
}
