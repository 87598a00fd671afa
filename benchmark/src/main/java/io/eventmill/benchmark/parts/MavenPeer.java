package io.eventmill.benchmark.parts;

import io.eventmill.benchmark.race.MissingPeerException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;

/**
 * A peer in Java: a small Maven project of its own under {@code benchmark/peers}, which the
 * product's build does not know. Fetched and compiled when a bench first needs it, and again when
 * its sources are newer.
 */
public final class MavenPeer {
  private static final int LAST_WORDS = 600;

  private final Path home;
  private final Path folder;

  public MavenPeer(Path home, String name) {
    this.home = home;
    this.folder = home.resolve("benchmark/peers/" + name);
  }

  /**
   * @throws MissingPeerException when what it needs cannot be had
   */
  public void build() throws MissingPeerException, IOException, InterruptedException {
    if (isBuilt()) {
      return;
    }
    Process maven =
        new ProcessBuilder(
                List.of(
                    home.resolve("mvnw").toString(),
                    "-q",
                    "-B",
                    "-ntp",
                    "-Dquick",
                    "-f",
                    folder.resolve("pom.xml").toString(),
                    "compile",
                    "dependency:copy-dependencies",
                    "-DincludeScope=runtime",
                    "-DoutputDirectory=target/lib"))
            .directory(home.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(maven.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (maven.waitFor() != 0) {
      throw new MissingPeerException(
          "Maven cannot build %s: %s"
              .formatted(folder, said.substring(0, Math.min(LAST_WORDS, said.length()))));
    }
    Files.writeString(built(), "");
  }

  public String classPath() {
    return folder.resolve("target/classes") + ":" + folder.resolve("target/lib") + "/*";
  }

  private Path built() {
    return folder.resolve("target/built");
  }

  private boolean isBuilt() throws IOException {
    if (!Files.exists(built())) {
      return false;
    }
    FileTime since = Files.getLastModifiedTime(built());
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> !file.startsWith(folder.resolve("target")))
          .filter(Files::isRegularFile)
          .noneMatch(file -> isNewer(file, since));
    }
  }

  private static boolean isNewer(Path file, FileTime since) {
    try {
      return Files.getLastModifiedTime(file).compareTo(since) > 0;
    } catch (IOException e) {
      return true;
    }
  }
}
