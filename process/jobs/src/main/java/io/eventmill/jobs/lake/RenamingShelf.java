package io.eventmill.jobs.lake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.UUID;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystem.WriteMode;
import org.apache.flink.core.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file system that renames a file in one step: files are written in a folder {@code _open} and
 * moved to their place. What a killed run leaves there goes two days later.
 */
final class RenamingShelf implements Shelf {
  private static final Logger LOG = LoggerFactory.getLogger(RenamingShelf.class);
  private static final Duration LEFTOVERS_AFTER = Duration.ofDays(2);

  private final Path root;
  private final Path open;
  private final String run;
  private boolean tidied;

  /**
   * @param run names this run of the job
   */
  RenamingShelf(String root, String run) {
    this.root = new Path(root);
    this.open = new Path(this.root, "_open");
    this.run = run;
  }

  @Override
  public Draft draft() throws IOException {
    FileSystem files = root.getFileSystem();
    String name = run + "/" + UUID.randomUUID();
    Path path = new Path(open, name);
    return new OpenDraft(files, path, name, files.create(path, WriteMode.NO_OVERWRITE));
  }

  @Override
  public void show(String path, byte[] receipt) throws IOException {
    FileSystem files = root.getFileSystem();
    Path written = new Path(open, new String(receipt, UTF_8));
    Path place = new Path(root, path);
    if (files.exists(place)) { // by a run that died before it could say so
      files.delete(written, false);
    } else if (files.exists(written)) {
      files.mkdirs(place.getParent());
      if (!files.rename(written, place)) {
        throw new IOException("cannot move " + written + " to " + place);
      }
    } else {
      LOG.warn(
          "{} is gone, and so is {}: it was removed since the checkpoint from which the job goes on",
          place,
          written);
    }
    tidy(files);
  }

  /** Once for each task. */
  private void tidy(FileSystem files) throws IOException {
    if (tidied) {
      return;
    }
    tidied = true;
    long before = System.currentTimeMillis() - LEFTOVERS_AFTER.toMillis();
    for (FileStatus folder : list(files, open)) {
      FileStatus[] left = list(files, folder.getPath());
      boolean isOld = folder.getModificationTime() < before;
      for (FileStatus file : left) {
        isOld &= file.getModificationTime() < before;
      }
      if (isOld) {
        files.delete(folder.getPath(), true);
      }
    }
  }

  private static FileStatus[] list(FileSystem files, Path folder) throws IOException {
    FileStatus[] found = files.exists(folder) ? files.listStatus(folder) : null;
    return found == null ? new FileStatus[0] : found;
  }

  private static final class OpenDraft implements Draft {
    private final FileSystem files;
    private final Path path;
    private final String name;
    private final FSDataOutputStream out;

    OpenDraft(FileSystem files, Path path, String name, FSDataOutputStream out) {
      this.files = files;
      this.path = path;
      this.name = name;
      this.out = out;
    }

    @Override
    public OutputStream out() {
      return out;
    }

    @Override
    public byte[] finish(String place) throws IOException {
      out.sync();
      out.close();
      return name.getBytes(UTF_8);
    }

    @Override
    public void close() throws IOException {
      out.close();
      files.delete(path, false);
    }
  }
}
