package io.eventmill.steps.enrich;

import com.maxmind.db.InvalidNetworkException;
import com.maxmind.db.Networks;
import com.maxmind.db.Reader;
import com.maxmind.db.Reader.FileMode;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A database of the MaxMind DB format, mapped into memory. The file must not be written over while
 * it is open; another one may be moved to its place, and is taken at the next start.
 */
final class GeoFile {
  /** A city database has millions; so many take about a second. */
  private static final int INSPECTED_MAX = 100_000;

  private final Reader reader;

  private GeoFile(Reader reader) {
    this.reader = reader;
  }

  /**
   * @throws IllegalArgumentException when there is no such database
   */
  static GeoFile open(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "there is no file " + file + "; give a database of the MaxMind DB format (….mmdb)");
    }
    try {
      return new GeoFile(new Reader(file.toFile(), FileMode.MEMORY_MAPPED));
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException(
          file + " is not a whole database of the MaxMind DB format: " + e.getMessage(), e);
    }
  }

  String type() {
    return reader.getMetadata().databaseType();
  }

  /** What the file says of an address; null for nothing, also where the file is damaged. */
  Map<?, ?> find(IpAddress address) {
    try {
      return reader.get(InetAddress.getByAddress(address.bytes()), Map.class);
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }

  /**
   * Reads the first records, to find out early whether they can be read.
   *
   * @param paths as in {@link #at}
   * @return those of the paths that no record has; empty when there are too many records to tell
   * @throws IllegalArgumentException when a record cannot be read
   */
  Set<List<String>> inspect(Set<List<String>> paths) {
    Set<List<String>> missing = new HashSet<>(paths);
    int records = 0;
    try {
      @SuppressWarnings("rawtypes") // the library takes a raw class
      Networks<Map> networks = reader.networks(Map.class);
      while (networks.hasNext()) {
        Map<?, ?> record = networks.next().data();
        missing.removeIf(path -> at(record, path) != null);
        if (++records == INSPECTED_MAX) {
          return Set.of();
        }
      }
    } catch (IOException | InvalidNetworkException | RuntimeException e) {
      throw new IllegalArgumentException(
          "the database is damaged at record " + records + ": " + e.getMessage(), e);
    }
    return missing;
  }

  /**
   * The value that stands in a record at names, or numbers of a list, one in the other; or null.
   */
  static Object at(Map<?, ?> record, List<String> path) {
    Object value = record;
    for (String step : path) {
      if (value instanceof Map<?, ?> map) {
        value = map.get(step);
      } else if (value instanceof List<?> list && step.matches("[0-9]{1,4}")) {
        int i = Integer.parseInt(step);
        value = i < list.size() ? list.get(i) : null;
      } else {
        return null;
      }
    }
    return value;
  }
}
