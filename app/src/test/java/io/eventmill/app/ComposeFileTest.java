package io.eventmill.app;

import static io.eventmill.app.DeployFiles.at;
import static io.eventmill.app.DeployFiles.isTls;
import static io.eventmill.app.DeployFiles.map;
import static io.eventmill.app.DeployFiles.option;
import static io.eventmill.app.DeployFiles.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.app.mill.KeyCheck;
import io.eventmill.pipeline.Pipeline;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The compose file, as far as it can be checked without an engine. */
class ComposeFileTest {
  private static final Path FOLDER = DeployFiles.DEPLOY.resolve("compose");
  private static final Pattern VARIABLE =
      Pattern.compile("(?<!\\$)\\$\\{([A-Z0-9_]+)(:\\?[^}]*)?}");
  private static final Pattern SECRET = Pattern.compile(".*(PASSWORD|SECRET|KEYS?)$");

  private Map<String, Object> file;
  private Map<String, Object> services;
  private final Map<String, String> env = new HashMap<>();

  @BeforeEach
  void read() throws Exception {
    file = DeployFiles.documents(FOLDER.resolve("compose.yaml")).get(0);
    services = map(file.get("services"));
    for (String line : Files.readAllLines(FOLDER.resolve(".env.example"))) {
      if (!line.isBlank() && !line.startsWith("#")) {
        int equals = line.indexOf('=');
        assertThat(equals).as(line).isPositive();
        assertThat(env.put(line.substring(0, equals), line.substring(equals + 1)))
            .as(line)
            .isNull();
      }
    }
  }

  @Test
  void variablesAreThoseOfTheExampleAndNoSecretHasADefault() throws Exception {
    Set<String> used = new TreeSet<>();
    Set<String> required = new TreeSet<>();
    String text = Files.readString(FOLDER.resolve("compose.yaml"));
    for (MatchResult found : VARIABLE.matcher(text).results().toList()) {
      used.add(found.group(1));
      if (found.group(2) != null) {
        required.add(found.group(1));
      }
    }
    assertThat(used).isEqualTo(new TreeSet<>(env.keySet()));
    Set<String> empty =
        env.keySet().stream().filter(v -> env.get(v).isEmpty()).collect(Collectors.toSet());
    assertThat(empty)
        .containsExactlyInAnyOrder(
            "WEB_WRITE_KEYS", "ADMIN_PASSWORD", "POSTGRES_PASSWORD", "S3_SECRET_KEY");
    assertThat(required).as("compose refuses them empty").containsAll(empty);
    services.forEach(
        (name, service) ->
            map(at(service, "environment"))
                .forEach(
                    (variable, value) -> {
                      if (SECRET.matcher(variable).matches()) {
                        assertThat(String.valueOf(value)).as(name).startsWith("${").contains(":?");
                      }
                    }));
  }

  @Test
  void eachWaitsForOnesThatSayWhenTheyAreReady() {
    services.forEach(
        (name, service) ->
            map(at(service, "depends_on"))
                .forEach(
                    (other, how) -> {
                      String edge = name + " -> " + other;
                      assertThat(services).as(edge).containsKey(other);
                      boolean ends = at(services.get(other), "restart").equals("no");
                      assertThat(at(how, "condition"))
                          .as(edge)
                          .isEqualTo(ends ? "service_completed_successfully" : "service_healthy");
                      assertThat(ends || at(services.get(other), "healthcheck", "test") != null)
                          .as(edge)
                          .isTrue();
                    }));
    services.keySet().forEach(name -> requireNoCircle(name, new ArrayList<>()));
    assertThat(services.values())
        .allMatch(s -> at(s, "healthcheck") != null || at(s, "restart").equals("no"));
  }

  private void requireNoCircle(String name, List<String> way) {
    assertThat(way).doesNotContain(name);
    List<String> longer = new ArrayList<>(way);
    longer.add(name);
    map(at(services.get(name), "depends_on")).keySet().forEach(o -> requireNoCircle(o, longer));
  }

  @Test
  void theProgramTakesEveryCommandLineAndIsProbedWhereItAnswers() {
    Map<String, Integer> verbs = new HashMap<>();
    ours()
        .forEach(
            (name, service) -> {
              List<String> arguments =
                  texts(at(service, "command")).stream().map(this::filled).toList();
              if (at(service, "entrypoint") != null) {
                for (String line : arguments.get(0).replace("$$SERVER_NAME", "x").split("[|;\n]")) {
                  int begin = line.indexOf("/opt/eventmill/eventmill ");
                  if (begin >= 0) {
                    String words = line.substring(begin).trim();
                    DeployFiles.verb(
                        Arrays.asList(words.split(" ")).subList(1, words.split(" ").length));
                    verbs.merge("setup", 1, Integer::sum);
                  }
                }
                return;
              }
              String verb = DeployFiles.verb(arguments);
              verbs.merge(verb, 1, Integer::sum);
              if (!verb.equals("submit")) {
                int port = Integer.parseInt(option(arguments, "--port"));
                List<String> test = texts(at(service, "healthcheck", "test"));
                URI asked = URI.create(test.get(test.size() - 1));
                assertThat(asked.getPort()).as(name).isEqualTo(port + 1);
                assertThat(asked.getScheme())
                    .as(name)
                    .isEqualTo(isTls(arguments) ? "https" : "http");
                assertThat(DeployFiles.HEALTH).as(name).contains(asked.getPath());
                for (String published : texts(at(service, "ports"))) {
                  assertThat(published).as(name).startsWith("${LISTEN}:").endsWith(":" + port);
                }
              }
            });
    assertThat(verbs)
        .isEqualTo(Map.of("setup", 3, "submit", 1, "collect", 2, "load", 2, "query", 1));
  }

  @Test
  void whatACommandLineNamesIsThere() {
    services.forEach(
        (name, service) -> {
          Set<String> mounted = new HashSet<>();
          for (String volume : texts(at(service, "volumes"))) {
            String[] parts = volume.split(":");
            mounted.add(parts[1]);
            assertThat(
                    parts[0].startsWith("./")
                        ? Files.exists(FOLDER.resolve(parts[0]))
                        : map(file.get("volumes")).containsKey(parts[0]))
                .as("%s: %s", name, volume)
                .isTrue();
          }
          for (String word : texts(at(service, "command"))) {
            if (word.startsWith("/") && "eventmill".equals(at(service, "image"))) {
              assertThat(mounted).as("%s: %s", name, word).anyMatch(word::startsWith);
            }
            MatchResult address =
                Pattern.compile("(?:http://)?([a-z0-9-]+):\\d+")
                    .matcher(word)
                    .results()
                    .filter(m -> m.group().equals(word))
                    .findFirst()
                    .orElse(null);
            if (address != null) {
              assertThat(services).as("%s: %s", name, word).containsKey(address.group(1));
            }
          }
        });
    assertThat(ours().keySet())
        .filteredOn(n -> n.matches("collect.*|load.*|query"))
        .allSatisfy(n -> assertThat(texts(at(services.get(n), "volumes"))).contains(n + ":/data"));
  }

  @Test
  void thePipelineFileIsReadAndItsVariablesAreGiven() throws Exception {
    Pipeline pipeline = DeployFiles.pipeline();
    assertThat(
            KeyCheck.problems(
                pipeline, v -> v.equals("WEB_WRITE_KEYS") ? "k7-x9-q2-p4-m1-z8" : null))
        .isEmpty();
    assertThat(KeyCheck.problems(pipeline, v -> null)).isNotEmpty();
    assertThat(pipeline.stores().opensearch().urls()).containsExactly("http://opensearch:9200");
    assertThat(pipeline.stores().postgres().url()).contains("//postgres:5432/eventmill");
    for (String name : List.of("load-1", "query", "submit", "taskmanager-1")) {
      assertThat(map(at(services.get(name), "environment")))
          .as(name)
          .containsKey(pipeline.stores().postgres().passwordEnv());
    }
    assertThat(map(at(services.get("collect-1"), "environment"))).containsKey("WEB_WRITE_KEYS");
  }

  private Map<String, Object> ours() {
    Map<String, Object> ours = new HashMap<>(services);
    ours.values().removeIf(s -> !"eventmill".equals(at(s, "image")));
    return ours;
  }

  private String filled(String text) {
    return VARIABLE.matcher(text).replaceAll(m -> env.get(m.group(1)));
  }
}
