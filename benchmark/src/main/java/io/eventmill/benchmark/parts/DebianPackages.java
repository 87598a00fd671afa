package io.eventmill.benchmark.parts;

import io.eventmill.benchmark.race.MissingPeerException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Programs from Debian's archive, unpacked into a folder: nothing is installed, no service starts,
 * nobody has to be root. What the machine has already is used as it is.
 */
public final class DebianPackages {
  private final Path folder;

  private DebianPackages(Path folder) {
    this.folder = folder;
  }

  /**
   * Makes the packages and what they need present.
   *
   * @param home the product's folder; they are kept for the next run below it
   * @throws MissingPeerException on a machine without apt, or when the archive does not answer
   */
  public static DebianPackages get(Path home, String name, String... packages)
      throws MissingPeerException, IOException, InterruptedException {
    Path folder = home.resolve("benchmark/target/peers/debian/" + name);
    Path done = folder.resolve("unpacked");
    if (!Files.exists(done) || !Files.readString(done).equals(String.join(" ", packages))) {
      Files.createDirectories(folder);
      for (String missing : missing(packages)) {
        say(folder, "apt-get", "download", "-qq", missing);
      }
      for (Path archive : archives(folder)) {
        say(folder, "dpkg-deb", "-x", archive.toString(), folder.resolve("root").toString());
      }
      Files.writeString(done, String.join(" ", packages));
    }
    return new DebianPackages(folder.resolve("root"));
  }

  /** A program of these packages, or the machine's own. */
  public Path program(String path) {
    Path ours = folder.resolve(path.substring(1));
    return Files.exists(ours) ? ours : Path.of(path);
  }

  /** What a Python program of the machine needs to find these packages' modules and libraries. */
  public Map<String, String> environment() throws IOException {
    List<String> libraries = new ArrayList<>();
    Path lib = folder.resolve("usr/lib");
    if (Files.exists(lib)) {
      try (Stream<Path> found = Files.list(lib)) {
        found.filter(p -> p.toString().endsWith("-linux-gnu")).forEach(p -> libraries.add(p + ""));
      }
    }
    return Map.of(
        "PYTHONPATH", lib.resolve("python3/dist-packages").toString(),
        "LD_LIBRARY_PATH", String.join(":", libraries));
  }

  private static List<String> missing(String... packages)
      throws MissingPeerException, IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of("apt-get", "install", "--simulate", "-qq", "--no-install-recommends"));
    command.addAll(List.of(packages));
    return say(Path.of("."), command.toArray(String[]::new))
        .lines()
        .filter(line -> line.startsWith("Inst "))
        .map(line -> line.split(" ")[1])
        .toList();
  }

  private static List<Path> archives(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(p -> p.toString().endsWith(".deb")).toList();
    }
  }

  private static String say(Path folder, String... command)
      throws MissingPeerException, InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new MissingPeerException(
            "'%s' failed: %s".formatted(String.join(" ", command), said.strip()));
      }
      return said;
    } catch (IOException e) {
      throw new MissingPeerException(
          "it comes from Debian's archive, and '%s' cannot run: %s; use Debian or Ubuntu"
              .formatted(command[0], e.getMessage()));
    }
  }
}
