package io.eventmill.app.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A PostgreSQL that is installed on this machine, with data in a folder of the cluster's own. */
final class InstalledPostgres {
  private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
  private static final int INIT_SECONDS = 60;

  private InstalledPostgres() {}

  /** Its programs; null when there are none. */
  static Path programs() throws IOException {
    if (!Files.isDirectory(DEBIAN)) {
      return null;
    }
    try (Stream<Path> versions = Files.list(DEBIAN)) {
      return versions
          .map(v -> v.resolve("bin"))
          .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
          .max(Comparator.naturalOrder())
          .orElse(null);
    }
  }

  /** Starts the server; it takes connections a moment later. */
  static Child start(Path programs, Path data, int port, Path output) throws IOException {
    if (!Files.exists(data.resolve("PG_VERSION"))) {
      Files.createDirectories(data);
      List<String> init =
          command(
              programs.resolve("initdb"), "-D", data.toString(), "-A", "trust", "-U", "postgres");
      Child made = Child.start("initdb", init, output);
      try {
        if (!made.process().waitFor(INIT_SECONDS, TimeUnit.SECONDS)
            || made.process().exitValue() != 0) {
          throw new IOException("initdb failed: " + Files.readString(made.output()));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while PostgreSQL's folder was made", e);
      }
    }
    List<String> run =
        command(
            programs.resolve("postgres"),
            "-D",
            data.toString(),
            "-p",
            Integer.toString(port),
            "-k",
            "",
            "-h",
            "localhost");
    return Child.start("postgres", run, output);
  }

  static String url(int port) {
    return "jdbc:postgresql://localhost:" + port + "/postgres";
  }

  /** PostgreSQL does not run as root; in a user namespace of its own it is nobody. */
  private static List<String> command(Path program, String... arguments) {
    List<String> command = new ArrayList<>();
    if ("root".equals(System.getProperty("user.name"))) {
      command.addAll(List.of("unshare", "-U"));
    }
    command.add(program.toString());
    command.addAll(List.of(arguments));
    return command;
  }
}
