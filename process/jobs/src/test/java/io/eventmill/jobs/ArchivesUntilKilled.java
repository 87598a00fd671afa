package io.eventmill.jobs;

import io.eventmill.topics.ClientSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A process of its own that archives a steady stream of events until it is killed. */
final class ArchivesUntilKilled {
  static final String ARCHIVE = "from: raw, compression: gzip, roll: {every: 1s, count: 500}";

  private static final String CLASS = ArchivesUntilKilled.class.getName();

  private ArchivesUntilKilled() {}

  /** With the test's own class path; what it says is in files of the folder. */
  static Process start(Path dir, String lake, String archive, Map<String, String> fileSystems)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx400m", "-XX:TieredStopAtLevel=1", "-cp"));
    command.addAll(List.of(System.getProperty("java.class.path"), CLASS, dir.toString()));
    command.addAll(List.of(lake, archive));
    fileSystems.forEach((key, value) -> command.add(key + "=" + value));
    return new ProcessBuilder(command)
        .redirectOutput(dir.resolve("out").toFile())
        .redirectError(dir.resolve("err").toFile())
        .start();
  }

  /** What the process said last about what went wrong. */
  static String said(Path dir) {
    try {
      return Files.readString(dir.resolve("err"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  public static void main(String[] args) throws InterruptedException {
    Map<String, String> fileSystems = new HashMap<>();
    for (int i = 3; i < args.length; i++) {
      fileSystems.put(args[i].split("=", 2)[0], args[i].split("=", 2)[1]);
    }
    LakeMill mill = LakeMill.start(Path.of(args[0]), 2, fileSystems);
    mill.submit(LakeMill.pipelineTo(args[1], args[2]));
    var producer =
        new KafkaProducer<>(
            ClientSettings.jobProducer(mill.log().kafka()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    for (int i = 0; ; i++) {
      producer.send(new ProducerRecord<>("raw-web", i % 2, null, RawTraffic.event(i * 40)));
      if (i % 10 == 0) {
        TimeUnit.MILLISECONDS.sleep(2);
      }
    }
  }
}
