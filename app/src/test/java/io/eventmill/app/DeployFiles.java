package io.eventmill.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.pipeline.Pipeline;
import io.eventmill.pipeline.PipelineFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import picocli.CommandLine;

/** What the files of {@code deploy/} say, and what the program says of it. */
final class DeployFiles {
  static final Path DEPLOY = Path.of("..", "deploy");
  static final Set<String> HEALTH = Set.of("/health/live", "/health/ready");

  private DeployFiles() {}

  static List<Map<String, Object>> documents(Path file) throws IOException {
    List<Map<String, Object>> all = new ArrayList<>();
    LoadSettings settings = LoadSettings.builder().setLabel(file.toString()).build();
    for (Object document : new Load(settings).loadAllFromString(Files.readString(file))) {
      all.add(map(merged(document)));
    }
    return all;
  }

  /** The {@code <<} of YAML 1.1, which compose knows. */
  private static Object merged(Object node) {
    if (node instanceof List<?> list) {
      return list.stream().map(DeployFiles::merged).toList();
    }
    if (!(node instanceof Map<?, ?> map)) {
      return node;
    }
    Map<String, Object> result = new LinkedHashMap<>();
    if (map.get("<<") != null) {
      result.putAll(map(merged(map.get("<<"))));
    }
    map.forEach(
        (key, value) -> {
          if (!key.equals("<<")) {
            result.put(key.toString(), merged(value));
          }
        });
    return result;
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> map(Object node) {
    return node == null ? Map.of() : (Map<String, Object>) node;
  }

  static List<Map<String, Object>> maps(Object node) {
    return node == null ? List.of() : ((List<?>) node).stream().map(DeployFiles::map).toList();
  }

  static List<String> texts(Object node) {
    return node == null ? List.of() : ((List<?>) node).stream().map(String::valueOf).toList();
  }

  /** By the node at the end of keys. */
  static Object at(Object node, String... keys) {
    Object here = node;
    for (String key : keys) {
      here = map(here).get(key);
    }
    return here;
  }

  /** The verb, once the program has taken the whole line. */
  static String verb(List<String> arguments) {
    CommandLine.ParseResult parsed = Main.commandLine().parseArgs(arguments.toArray(String[]::new));
    assertThat(parsed.hasSubcommand()).as("%s", arguments).isTrue();
    return parsed.subcommand().commandSpec().name();
  }

  static String option(List<String> arguments, String name) {
    int place = arguments.indexOf(name);
    return place < 0 ? null : arguments.get(place + 1);
  }

  static boolean isTls(List<String> arguments) {
    return arguments.contains("--tls-cert");
  }

  static Pipeline pipeline() throws IOException {
    Path file = DEPLOY.resolve("compose/pipeline/pipeline.yaml");
    return PipelineFile.parse(Files.readString(file)).pipeline();
  }
}
