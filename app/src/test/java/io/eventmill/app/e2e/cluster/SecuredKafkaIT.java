package io.eventmill.app.e2e.cluster;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.app.security.Certificates;
import io.eventmill.jobs.cluster.ClusterJob;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A Kafka that lets nobody in without TLS and a password: the settings of docs/cluster.md, the
 * password in the environment, a collector and a job in application mode, each a process.
 */
class SecuredKafkaIT {
  private static final String PASSWORD = "a \\back\"battery; staple";
  private static final int EVENTS = 200;

  @TempDir private Path dir;
  private final List<Process> running = new ArrayList<>();
  private Path settings;
  private Path pipeline;
  private SecuredKafka kafka;

  @BeforeEach
  void start() throws Exception {
    Path certificate = Files.createDirectories(dir.resolve("tls"));
    Certificates.make(certificate, List.of("localhost"), Clock.systemUTC());
    kafka =
        SecuredKafka.start(
            Files.createDirectories(dir.resolve("kafka")), certificate, "eventmill", PASSWORD);
    settings =
        Files.writeString(
            dir.resolve("kafka.properties"),
            """
            security.protocol=SASL_SSL
            sasl.mechanism=SCRAM-SHA-512
            sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required username="eventmill" password="${env:KAFKA_PASSWORD}";
            ssl.truststore.location=%s
            ssl.truststore.type=PEM
            """
                .formatted(certificate.resolve("ca.pem")));
    pipeline =
        Files.writeString(
            dir.resolve("guarded.yaml"),
            """
            name: guarded
            sources:
              guarded: {event: {id: /id, type: /type, time: /time}, topics: {partitions: 2}}
            """);
  }

  @AfterEach
  void stop() throws Exception {
    for (Process process : running) {
      process.destroyForcibly().waitFor();
    }
    kafka.close();
  }

  @Test
  void aWrongPasswordIsToldInASentence() throws Exception {
    Process collector = collector("wrong");

    assertThat(collector.waitFor(2, TimeUnit.MINUTES)).as(said("collect")).isTrue();

    assertThat(collector.exitValue()).isNotZero();
    assertThat(said("collect")).contains("eventmill: ", "uthentication").doesNotContain("\tat ");
  }

  @Test
  void eventsGoThroughAndThePasswordStaysInTheEnvironment() throws Exception {
    Process collector = collector(PASSWORD);
    until("the collector", collector, () -> said("collect").contains("Ready: "));
    send();
    assertThat(ids("raw-guarded").values()).allMatch(n -> n == 1).hasSize(EVENTS);

    Process job = job();
    until("the job", job, () -> ids("enriched-guarded").size() == EVENTS);

    assertThat(ids("enriched-guarded")).isEqualTo(ids("raw-guarded"));
    assertThat(writtenDown()).noneMatch(text -> text.contains("battery"));
  }

  private Process collector(String password) throws Exception {
    List<String> command =
        eventmill("collect", "--data", dir.resolve("collector").toString(), "--port", "0");
    return started("collect", command, password);
  }

  /** What {@code submit --write} has written, run by Flink without a cluster beside it. */
  private Process job() throws Exception {
    Path jobs = dir.resolve("jobs");
    Process submit = started("submit", eventmill("submit", "--write", jobs.toString()), PASSWORD);
    assertThat(submit.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(submit.exitValue()).as(said("submit")).isZero();
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            ClusterJob.class.getName(),
            jobs.resolve("events-guarded.json").toString());
    return started("job", command, PASSWORD);
  }

  private List<String> eventmill(String verb, String... more) {
    List<String> command = new ArrayList<>();
    command.add(ClusterUnderTest.ROOT.resolve("eventmill").toString());
    command.addAll(List.of(verb, pipeline.toString(), "--search", "opensearch"));
    command.addAll(List.of("--kafka", kafka.address(), "--kafka-settings", settings.toString()));
    command.addAll(List.of(more));
    return command;
  }

  private Process started(String name, List<String> command, String password) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(ClusterUnderTest.ROOT.toFile());
    builder.environment().put("EVENTMILL_BUILD", "never"); // the jar under test is already there
    builder.environment().put("KAFKA_PASSWORD", password);
    Path output = dir.resolve(name + ".out");
    Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    running.add(process);
    return process;
  }

  private void send() throws Exception {
    Matcher ready = Pattern.compile("Ready: collect at (\\S+)").matcher(said("collect"));
    assertThat(ready.find()).isTrue();
    StringBuilder body = new StringBuilder();
    for (int i = 0; i < EVENTS; i++) {
      body.append(
          "{\"id\":\"e-%d\",\"type\":\"t\",\"time\":\"2026-11-22T05:00:00Z\"}\n".formatted(i));
    }
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(ready.group(1) + "/collect/guarded"))
            .header("Content-Type", "application/x-ndjson")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
            .build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  /** How often each id stands on a topic, read by Kafka's own client. */
  private Map<String, Integer> ids(String topic) {
    Map<String, Object> client = new TreeMap<>();
    client.put("bootstrap.servers", kafka.address());
    client.put("auto.offset.reset", "earliest");
    try (Stream<String> lines = Files.lines(settings)) {
      lines
          .map(line -> line.replace("${env:KAFKA_PASSWORD}", "a \\\\back\\\"battery; staple"))
          .forEach(l -> client.put(l.split("=", 2)[0], l.split("=", 2)[1]));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    Map<String, Integer> ids = new TreeMap<>();
    try (var consumer =
        new KafkaConsumer<>(client, new StringDeserializer(), new StringDeserializer())) {
      List<TopicPartition> partitions =
          List.of(new TopicPartition(topic, 0), new TopicPartition(topic, 1));
      consumer.assign(partitions);
      var ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        for (var record : consumer.poll(Duration.ofMillis(200))) {
          ids.merge(record.value().split("\"", -1)[3], 1, Integer::sum);
        }
      }
    }
    return ids;
  }

  private List<String> writtenDown() throws IOException {
    List<String> texts = new ArrayList<>();
    try (Stream<Path> files = Files.walk(dir)) {
      for (Path file : new TreeSet<>(files.filter(Files::isRegularFile).toList())) {
        if (!file.startsWith(dir.resolve("kafka"))) {
          texts.add(Files.readString(file, ISO_8859_1));
        }
      }
    }
    assertThat(texts).hasSizeGreaterThan(5);
    return texts;
  }

  private String said(String name) {
    try {
      return Files.readString(dir.resolve(name + ".out"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private interface Question {
    boolean holds() throws Exception;
  }

  private void until(String what, Process process, Question question) throws Exception {
    long giveUp = System.nanoTime() + Duration.ofSeconds(120).toNanos();
    while (!question.holds()) {
      if (!process.isAlive() || System.nanoTime() > giveUp) {
        StringBuilder told = new StringBuilder("waited for " + what);
        for (String name : List.of("collect", "submit", "job")) {
          if (Files.exists(dir.resolve(name + ".out"))) {
            told.append('\n').append(name).append(":\n").append(said(name));
          }
        }
        throw new AssertionError(told.toString());
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }
}
