package io.eventmill.app.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** What goes to a Flink cluster: the jobs and what they need, and nothing else. */
class JobsJarIT {
  private static final Path JAR =
      ClusterUnderTest.ROOT.resolve("process/cluster/target/eventmill-jobs.jar");
  private static final long BYTES_MAX = 55_000_000;

  /** A broker, a database, an HTTP server, the other stages, and what every cluster has itself. */
  private static final List<String> NOT_THERE =
      List.of(
          "kafka/",
          "org/apache/kafka/controller/",
          "org/apache/kafka/storage/",
          "org/apache/kafka/metadata/",
          "org/apache/kafka/raft/",
          "scala/",
          "org/duckdb/",
          "io/vertx/",
          "io/netty/",
          "org/flywaydb/",
          "org/slf4j/",
          "org/apache/logging/",
          "org/apache/flink/runtime/",
          "org/apache/flink/streaming/api/",
          "io/eventmill/app/",
          "io/eventmill/collect/",
          "io/eventmill/load/",
          "io/eventmill/query/",
          "io/eventmill/registry/",
          "io/eventmill/topics/broker/",
          "io/eventmill/store/duckdb/",
          "io/eventmill/store/opensearch/");

  @Test
  void isLean() throws Exception {
    List<String> names;
    try (JarFile jar = new JarFile(JAR.toFile())) {
      names = jar.stream().map(ZipEntry::getName).toList();
      assertThat(jar.getManifest().getMainAttributes().getValue("Main-Class"))
          .isEqualTo("io.eventmill.jobs.cluster.ClusterJob");
    }

    assertThat(names)
        .contains(
            "io/eventmill/jobs/cluster/ClusterJob.class",
            "io/eventmill/steps/EventSteps.class",
            "io/eventmill/store/postgres/PostgresReferences.class",
            "org/apache/flink/connector/kafka/source/KafkaSource.class",
            "org/apache/kafka/clients/consumer/KafkaConsumer.class");
    for (String folder : NOT_THERE) {
      assertThat(names.stream().filter(n -> n.startsWith(folder) && n.endsWith(".class")))
          .as(folder)
          .isEmpty();
    }
    assertThat(Files.size(JAR)).isLessThan(BYTES_MAX);
  }
}
