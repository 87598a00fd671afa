package io.eventmill.app;

import static io.eventmill.app.DeployFiles.at;
import static io.eventmill.app.DeployFiles.isTls;
import static io.eventmill.app.DeployFiles.maps;
import static io.eventmill.app.DeployFiles.option;
import static io.eventmill.app.DeployFiles.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.app.metrics.Families;
import io.eventmill.app.metrics.Family;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The Kubernetes files, as far as they can be checked without a cluster. */
class KubernetesFilesTest {
  private static final Path FOLDER = DeployFiles.DEPLOY.resolve("kubernetes");

  private final List<Map<String, Object>> all = new ArrayList<>();

  @BeforeEach
  void read() throws Exception {
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.sorted().toList()) {
        all.addAll(DeployFiles.documents(file));
      }
    }
  }

  private List<Map<String, Object>> withPods() {
    return all.stream().filter(d -> at(d, "spec", "template", "spec") != null).toList();
  }

  @Test
  void theProgramTakesEveryCommandLineAndIsProbedWhereItAnswers() {
    List<String> verbs = new ArrayList<>();
    for (Map<String, Object> document : withPods()) {
      for (Map<String, Object> container :
          maps(at(document, "spec", "template", "spec", "containers"))) {
        List<String> arguments = texts(container.get("args"));
        String verb = DeployFiles.verb(arguments);
        verbs.add(verb);
        if (!verb.equals("submit")) {
          requireProbes(verb, container, arguments);
        }
      }
    }
    assertThat(verbs).containsExactlyInAnyOrder("collect", "load", "query", "submit");
  }

  private static void requireProbes(
      String verb, Map<String, Object> container, List<String> arguments) {
    int port = Integer.parseInt(option(arguments, "--port"));
    assertThat(option(arguments, "--host"))
        .as("%s: kubelet asks from outside", verb)
        .isEqualTo("0.0.0.0");
    assertThat(maps(container.get("ports")))
        .as(verb)
        .containsExactly(
            Map.of("name", "http", "containerPort", port),
            Map.of("name", "metrics", "containerPort", port + 1));
    for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
      assertThat(at(container, probe, "httpGet", "port")).as(verb).isEqualTo("metrics");
      assertThat(at(container, probe, "httpGet", "scheme"))
          .as(verb)
          .isEqualTo(isTls(arguments) ? "HTTPS" : null);
      assertThat(at(container, probe, "httpGet", "path"))
          .as(verb)
          .isEqualTo(probe.equals("readinessProbe") ? "/health/ready" : "/health/live");
    }
  }

  @Test
  void whatIsMountedAndNamedIsThereAndSecretsComeFromSecrets() {
    Set<String> secrets = new TreeSet<>();
    for (Map<String, Object> document : withPods()) {
      Object pod = at(document, "spec", "template", "spec");
      Set<String> volumes = new HashSet<>();
      maps(at(pod, "volumes")).forEach(v -> volumes.add(v.get("name").toString()));
      maps(at(document, "spec", "volumeClaimTemplates"))
          .forEach(v -> volumes.add(at(v, "metadata", "name").toString()));
      for (Map<String, Object> container : maps(at(pod, "containers"))) {
        List<String> mounted = new ArrayList<>();
        for (Map<String, Object> mount : maps(container.get("volumeMounts"))) {
          assertThat(volumes).contains(mount.get("name").toString());
          mounted.add(mount.get("mountPath").toString());
        }
        for (String word : texts(container.get("args"))) {
          assertThat(!word.startsWith("/") || mounted.stream().anyMatch(word::startsWith))
              .as(word)
              .isTrue();
        }
        maps(container.get("env")).forEach(e -> secret(e, secrets));
      }
    }
    Map<String, Object> flink = flink();
    for (Map<String, Object> container :
        maps(at(flink, "spec", "podTemplate", "spec", "containers"))) {
      maps(container.get("env")).forEach(e -> secret(e, secrets));
    }
    assertThat(secrets)
        .containsExactly("postgres-password", "s3-access-key", "s3-secret-key", "web-write-keys");
  }

  /** The page says how to make the secret; it must say so of each key. */
  @Test
  void thePageNamesEverythingThatHasToBeMadeFirst() throws Exception {
    String page = Files.readString(Path.of("..", "docs", "deploy.md"));
    assertThat(page)
        .contains("configmap eventmill-pipeline", "secret tls eventmill-tls")
        .contains("secret generic eventmill-accounts --from-file=accounts/accounts.json");
    for (String key :
        List.of("postgres-password", "s3-access-key", "s3-secret-key", "web-write-keys")) {
      assertThat(page).contains("--from-literal=" + key + "=");
    }
  }

  private static void secret(Map<String, Object> variable, Set<String> secrets) {
    String name = variable.get("name").toString();
    if (name.matches(".*(PASSWORD|KEY|KEYS|KEY_ID)")) {
      assertThat(variable).as(name).doesNotContainKey("value");
      assertThat(at(variable, "valueFrom", "secretKeyRef", "name")).isEqualTo("eventmill");
      secrets.add(at(variable, "valueFrom", "secretKeyRef", "key").toString());
    }
  }

  @Test
  void servicesAndTheAutoscalerFindTheirPods() throws Exception {
    for (Map<String, Object> document : all) {
      if (document.get("kind").equals("Service")) {
        Object app = at(document, "spec", "selector", "app");
        assertThat(withPods())
            .anyMatch(d -> app.equals(at(d, "spec", "template", "metadata", "labels", "app")));
        maps(at(document, "spec", "ports"))
            .forEach(p -> assertThat(p).containsEntry("targetPort", "http"));
      }
      if (document.get("kind").equals("HorizontalPodAutoscaler")) {
        Object name = at(document, "spec", "scaleTargetRef", "name");
        assertThat(all)
            .anyMatch(
                d -> d.get("kind").equals("Deployment") && name.equals(at(d, "metadata", "name")));
        Object metric = at(maps(at(document, "spec", "metrics")).get(0), "pods", "metric", "name");
        assertThat(Families.all().stream().map(Family::name)).contains(metric.toString());
        int partitions = DeployFiles.pipeline().sources().get(0).topics().partitions();
        assertThat((Integer) at(document, "spec", "maxReplicas")).isLessThanOrEqualTo(partitions);
      }
    }
  }

  @Test
  void jobsGoToTheFlinkClusterBesideThem() {
    String name = at(flink(), "metadata", "name").toString();
    assertThat(all)
        .filteredOn(d -> d.get("kind").equals("Job"))
        .singleElement()
        .satisfies(
            job ->
                assertThat(
                        option(
                            texts(
                                maps(at(job, "spec", "template", "spec", "containers"))
                                    .get(0)
                                    .get("args")),
                            "--flink"))
                    .isEqualTo("http://" + name + "-rest:8081"));
  }

  private Map<String, Object> flink() {
    return all.stream()
        .filter(d -> d.get("kind").equals("FlinkDeployment"))
        .findFirst()
        .orElseThrow();
  }
}
