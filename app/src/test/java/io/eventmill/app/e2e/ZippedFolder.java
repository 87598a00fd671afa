package io.eventmill.app.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** A folder in a file; empty folders come back too, logs are left out. */
final class ZippedFolder {
  private ZippedFolder() {}

  static void zip(Path folder, Path file) throws IOException {
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file));
        Stream<Path> all = Files.walk(folder)) {
      out.setLevel(9);
      for (Path path : all.sorted().toList()) {
        String name = folder.relativize(path).toString().replace('\\', '/');
        if (name.isEmpty() || name.endsWith(".log.lck") || name.contains("data/logs/")) {
          continue;
        }
        out.putNextEntry(new ZipEntry(Files.isDirectory(path) ? name + "/" : name));
        if (Files.isRegularFile(path)) {
          Files.copy(path, out);
        }
        out.closeEntry();
      }
    }
  }

  static void unzip(Path file, Path folder) throws IOException {
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(file))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        Path path = folder.resolve(entry.getName()).normalize();
        if (!path.startsWith(folder)) {
          throw new IOException(entry.getName() + " lies outside the folder");
        }
        if (entry.isDirectory()) {
          Files.createDirectories(path);
        } else {
          Files.createDirectories(path.getParent());
          Files.copy(in, path);
        }
      }
    }
  }
}
