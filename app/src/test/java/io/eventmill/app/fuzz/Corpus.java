package io.eventmill.app.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventmill.event.FailedEvent;
import io.eventmill.event.Origin;
import io.eventmill.event.Reason;
import io.eventmill.event.Sender;
import io.eventmill.topics.FailedRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** What the fuzzer begins with: good inputs and odd ones, each as it is and in {@link Words}. */
final class Corpus {
  private static final Path SUITE =
      Path.of("../../shared/data/JSONTestSuite/test_parsing").toAbsolutePath().normalize();

  private static final int SUITE_BYTES_MAX = 4096;

  private Corpus() {}

  static void write(Path folder) throws IOException {
    List<byte[]> inputs = new ArrayList<>();
    for (String text : texts()) {
      inputs.add(text.getBytes(UTF_8));
    }
    inputs.add(failed());
    if (Files.exists(SUITE)) {
      try (Stream<Path> files = Files.list(SUITE).sorted()) {
        for (Path file : files.toList()) {
          inputs.add(Files.readAllBytes(file));
        }
      }
    }
    Random random = new Random(7);
    for (int i = 0; i < 50; i++) {
      byte[] choices = new byte[60];
      random.nextBytes(choices);
      choices[0] = GoodBody.MARK;
      Files.write(folder.resolve("choices" + i), choices);
    }
    for (int i = 0; i < inputs.size(); i++) {
      if (inputs.get(i).length <= SUITE_BYTES_MAX) {
        Files.write(folder.resolve("bytes" + i), inputs.get(i));
        Files.write(folder.resolve("words" + i), Words.coded(inputs.get(i)));
      }
    }
  }

  private static List<String> texts() {
    String event =
        "{\"event_id\":\"e1\",\"event_type\":\"t\",\"event_timestamp\":\"2026-11-20T10:00:00Z\","
            + "\"user_domain_id\":\"u\",\"utm_source\":\"google\",\"user_custom_id\":\"a@b.example\"}";
    String odd =
        "{ \"event_id\" : 17 ,\"event_type\":5,\"event_timestamp\":1763632800.5,\"v\":[1,{\"a\":"
            + "\"\\ud83d \\u0000 \u00e9\"}],\"source_category\":1 }";
    String bare = "{\"event_timestamp\":\"2026-11-20 10:00:00.123456\",\"event_type\":\"\u00fc\"}";
    return List.of(
        event,
        odd,
        bare,
        "[" + event + " ,\n" + odd + "]",
        event + "\n" + bare + "\r\n" + odd + "\n",
        "\ufeff" + event,
        "[]",
        "{}",
        "[{},{}]",
        "{\"v\":null}",
        "{\"event_type\":\"t\",\"event_timestamp\":0,\"source_category\":[] }",
        "{\"a\":" + "[".repeat(255) + "]".repeat(255) + "}",
        "{\"a\":" + "[".repeat(256) + "]".repeat(256) + "}",
        "{\"event_id\":\"" + "i".repeat(1024) + "\"}",
        "{\"event_id\":\"" + "i".repeat(1025) + "\"}");
  }

  private static byte[] failed() {
    Origin origin = new Origin(1, 2, 0, 3);
    FailedEvent failed =
        new FailedEvent(
            origin,
            "i",
            "web",
            "process",
            Reason.NOT_JSON,
            "m",
            "/p",
            null,
            1,
            1,
            Sender.UNKNOWN,
            new byte[] {1});
    return new FailedRecords().encode("failed", 1, failed).value();
  }
}
