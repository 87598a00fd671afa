package io.eventmill.store.duckdb;

import io.eventmill.store.LakeFileName;
import io.eventmill.store.SqlRefusedException;
import io.eventmill.store.StoreUnavailableException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/**
 * The files of a lake that hold its rows, each row once: no file that is being written, none that a
 * merged one has taken the place of, and no link, which might lead out of the lake.
 */
final class LakeListing extends SimpleFileVisitor<Path> {
  private final Path root;
  private final int filesMax;
  private final List<Path> files = new ArrayList<>();
  private final List<List<LakeFileName>> open = new ArrayList<>();
  private int seen;

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
      if (Files.isDirectory(folder, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
        try {
          Files.walkFileTree(folder, listing);
        } catch (IOException e) {
          throw new StoreUnavailableException("store: cannot list " + folder + ": " + e, e);
        }
      }
    }
    return listing.files;
  }

  @Override
  public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
    if (folder.getFileName().toString().startsWith("_")) {
      return FileVisitResult.SKIP_SUBTREE;
    }
    open.add(new ArrayList<>());
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    if (attributes.isRegularFile()) {
      LakeFileName.read(file.getFileName().toString()).ifPresent(this::add);
    }
    return FileVisitResult.CONTINUE;
  }

  private void add(LakeFileName file) {
    if (++seen > filesMax) {
      throw new SqlRefusedException(
          "the lake in %s has more files than %d (store.sql_lake_files_max); let it be compacted (compact: in the archive), raise the setting, or ask DuckDB itself"
              .formatted(root, filesMax));
    }
    open.get(open.size() - 1).add(file);
  }

  /** One that was moved or merged away meanwhile is listed no more. */
  @Override
  public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
    if (e instanceof java.nio.file.NoSuchFileException) {
      return FileVisitResult.CONTINUE;
    }
    throw e;
  }

  @Override
  public FileVisitResult postVisitDirectory(Path folder, IOException e) throws IOException {
    if (e != null) {
      throw e;
    }
    for (LakeFileName file : LakeFileName.current(open.remove(open.size() - 1))) {
      files.add(folder.resolve(file.text()));
    }
    return FileVisitResult.CONTINUE;
  }
}
