package io.eventmill.registry;

import io.eventmill.registry.client.Registration;
import io.eventmill.registry.client.SchemaClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * The schemas that lie in a pipeline's folder, and their way into a registry. Registering them
 * again changes nothing; a changed file becomes a new version if it fits. What a file is registered
 * as is told by id: "latest" may be a newer version that somebody else has registered.
 */
public final class SchemaFiles {
  private SchemaFiles() {}

  /**
   * @param subject under which it is to be registered
   */
  public record SchemaFile(String subject, Path file) {}

  /**
   * The {@code .json} files of a folder; {@code web-event.json} and {@code web-event.schema.json}
   * are subject {@code web-event}. None when there is no such folder.
   */
  public static List<SchemaFile> in(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(".json"))
          .sorted()
          .map(file -> new SchemaFile(subject(file), file))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Into the registry of this process.
   *
   * @return the id of each subject's file
   * @throws IllegalArgumentException with all problems: which file, what is wrong
   */
  public static Map<String, Integer> register(List<SchemaFile> files, SchemaRegistry registry) {
    return register(
        files,
        (subject, text) -> {
          try {
            return new Registration.Registered(
                registry.register(subject, SchemaRequest.of(text)).id());
          } catch (RegistryException e) {
            return e.status() < 500
                ? new Registration.Refused(e.status(), e.getMessage())
                : new Registration.Away(e.getMessage());
          }
        });
  }

  /** Into any registry; otherwise as above. */
  public static Map<String, Integer> register(List<SchemaFile> files, SchemaClient registry) {
    return register(files, registry::register);
  }

  private static Map<String, Integer> register(
      List<SchemaFile> files, BiFunction<String, String, Registration> registry) {
    Map<String, Integer> ids = new LinkedHashMap<>();
    List<String> problems = new ArrayList<>();
    for (SchemaFile file : files) {
      try {
        Registration done = registry.apply(file.subject(), Files.readString(file.file()));
        if (done instanceof Registration.Registered registered) {
          ids.put(file.subject(), registered.id());
        } else if (done instanceof Registration.Refused refused) {
          problems.add(
              "%s: subject '%s': %s".formatted(file.file(), file.subject(), refused.message()));
        } else if (done instanceof Registration.Away away) {
          problems.add(
              "%s: subject '%s': %s".formatted(file.file(), file.subject(), away.message()));
        }
      } catch (IOException e) {
        problems.add("%s cannot be read as UTF-8 text: %s".formatted(file.file(), e));
      }
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", problems));
    }
    return ids;
  }

  private static String subject(Path file) {
    String name = file.getFileName().toString();
    String end = name.endsWith(".schema.json") ? ".schema.json" : ".json";
    return name.substring(0, name.length() - end.length());
  }
}
