package io.eventmill.app.metrics;

import java.nio.file.Path;
import java.util.List;

/** Room on the disk that everything is kept on. */
public final class DiskNumbers {
  private DiskNumbers() {}

  public static void tell(Path folder, Numbers to) {
    to.tell(Families.DISK_FREE, List.of(), () -> folder.toFile().getUsableSpace());
    to.tell(Families.DISK_SIZE, List.of(), () -> folder.toFile().getTotalSpace());
  }
}
