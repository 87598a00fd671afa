package io.eventmill.app.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The ports on which a process listens, as the kernel tells.
 *
 * @param here for this machine alone
 * @param everywhere for others too
 */
public record Listeners(Set<Integer> here, Set<Integer> everywhere) {
  private static final String LISTENING = "0A";
  private static final Set<String> LOOPBACK =
      Set.of("0100007F", "00000000000000000000000001000000", "0000000000000000FFFF00000100007F");

  public static Listeners of(long pid) throws IOException {
    Path process = Path.of("/proc", Long.toString(pid));
    Assumptions.assumeTrue(Files.isDirectory(process), "there is no /proc to look into");
    Set<String> sockets = sockets(process.resolve("fd"));
    Listeners found = new Listeners(new TreeSet<>(), new TreeSet<>());
    for (String table : new String[] {"net/tcp", "net/tcp6"}) {
      for (String line : Files.readAllLines(process.resolve(table))) {
        String[] columns = line.strip().split(" +");
        if (columns[3].equals(LISTENING) && sockets.contains("socket:[" + columns[9] + "]")) {
          String[] local = columns[1].split(":");
          (LOOPBACK.contains(local[0]) ? found.here : found.everywhere)
              .add(Integer.parseInt(local[1], 16));
        }
      }
    }
    return found;
  }

  private static Set<String> sockets(Path descriptors) throws IOException {
    Set<String> found = new HashSet<>();
    try (Stream<Path> all = Files.list(descriptors)) {
      for (Path one : all.toList()) {
        try {
          found.add(Files.readSymbolicLink(one).toString());
        } catch (IOException e) {
          continue; // closed meanwhile
        }
      }
    }
    return found;
  }
}
