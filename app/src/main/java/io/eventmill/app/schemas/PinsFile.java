package io.eventmill.app.schemas;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.eventmill.pipeline.PinnedSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The schemas that a pipeline has used, on disk: while the registry is away a new process goes on
 * with them. Written whole or not at all.
 */
record PinsFile(Path path) {
  private static final Logger LOG = LoggerFactory.getLogger(PinsFile.class);
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  /**
   * @param registry whose schemas they are: ids mean nothing in another one
   */
  private record Content(String registry, Map<String, PinnedSchema> schemas) {}

  Map<String, PinnedSchema> read(String registry) {
    try {
      Content content = JSON.readValue(Files.readAllBytes(path), Content.class);
      return registry.equals(content.registry()) ? content.schemas() : Map.of();
    } catch (NoSuchFileException e) {
      return Map.of();
    } catch (IOException e) {
      LOG.warn("{} cannot be read ({}): the registry is asked", path, e.toString());
      return Map.of();
    }
  }

  void write(String registry, Map<String, PinnedSchema> schemas) {
    try {
      Files.createDirectories(path.getParent());
      Path half = path.resolveSibling(path.getFileName() + ".new");
      JSON.writeValue(half.toFile(), new Content(registry, new TreeMap<>(schemas)));
      Files.move(half, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep the schemas in " + path, e);
    }
  }
}
