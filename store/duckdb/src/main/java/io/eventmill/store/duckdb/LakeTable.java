package io.eventmill.store.duckdb;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * An archive that can be asked beside the store, as {@code lake.NAME}.
 *
 * @param name letters, digits and {@code _}
 * @param place of its root
 * @param sources whose folders lie there
 */
public record LakeTable(String name, URI place, List<String> sources) {
  public LakeTable {
    sources = List.copyOf(sources);
  }

  /** Its root, where it lies in folders of this machine. */
  Optional<Path> folder() {
    return "file".equals(place.getScheme())
        ? Optional.of(Path.of(place.getPath()).toAbsolutePath().normalize())
        : Optional.empty();
  }

  /** As the view is called that stands for it. */
  String view() {
    return "lake." + name;
  }
}
