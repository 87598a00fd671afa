package io.eventmill.app.e2e.kill;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A small disk with a large file on it, which can be taken away. Needs the right to mount; without
 * it the test is skipped.
 */
final class SmallDisk implements AutoCloseable {
  private static final int MB = 1 << 20;

  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  /**
   * @param folder to mount it on
   * @param freeMb what the file leaves free
   */
  static SmallDisk on(Path folder, int sizeMb, int freeMb)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    String size = "size=" + sizeMb + "m";
    Needed.orSkip(
        Needed.runs("mount", "-t", "tmpfs", "-o", size, "tmpfs", folder.toString())
            || Needed.runs(
                "sudo",
                "-n",
                "mount",
                "-t",
                "tmpfs",
                "-o",
                size + ",mode=777",
                "tmpfs",
                folder.toString()),
        "no right to mount a small disk, so it cannot be filled");
    SmallDisk disk = new SmallDisk(folder);
    try (FileChannel ballast =
        FileChannel.open(disk.ballast(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (int mb = freeMb; mb < sizeMb; mb++) {
        ballast.write(ByteBuffer.allocate(MB));
      }
    }
    return disk;
  }

  private Path ballast() {
    return folder.resolve("ballast");
  }

  void makeRoom() throws IOException {
    Files.delete(ballast());
  }

  @Override
  public void close() throws InterruptedException {
    if (!Needed.runs("umount", "-l", folder.toString())) {
      Needed.runs("sudo", "-n", "umount", "-l", folder.toString());
    }
  }
}
