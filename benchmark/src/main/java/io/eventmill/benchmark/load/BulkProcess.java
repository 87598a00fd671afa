package io.eventmill.benchmark.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventmill.topics.ClientSettings;
import io.eventmill.topics.KafkaAddress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A plain program from a topic to {@code _bulk}: a thread for each core, each with its partitions,
 * bodies of 5 MB. It keeps no positions and makes no ids: what dies here is loaded twice, which the
 * product's loader does not do.
 */
public final class BulkProcess {
  private static final int THREADS = Runtime.getRuntime().availableProcessors();
  private static final int BODY = 5 << 20;
  private static final byte[] CREATE = "{\"create\":{}}\n".getBytes(US_ASCII);

  private final KafkaAddress kafka;
  private final String url;
  private final HttpClient http = HttpClient.newHttpClient();

  private BulkProcess(KafkaAddress kafka, String url) {
    this.kafka = kafka;
    this.url = url;
  }

  /** Arguments: those of a stretch; the place is the index's URL. */
  public static void main(String[] args) throws Exception {
    Stretch stretch = Stretch.parse(args);
    stretch.run(new BulkProcess(stretch.kafka(), stretch.place())::load);
  }

  private void load(String topic, long events) throws Exception {
    AtomicLong left = new AtomicLong(events);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Callable<Void>> shares = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int mine = i;
        shares.add(() -> load(topic, mine, left));
      }
      for (Future<Void> share : threads.invokeAll(shares)) {
        share.get();
      }
    } finally {
      threads.shutdown();
    }
    send("/_refresh", new byte[0]); // the product's events can be found, too
  }

  private Void load(String topic, int mine, AtomicLong left) throws Exception {
    try (var consumer =
        new KafkaConsumer<>(
            ClientSettings.consumer(kafka, "bulk"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .filter(p -> p.partition() % THREADS == mine)
              .map(p -> new TopicPartition(topic, p.partition()))
              .toList();
      if (partitions.isEmpty()) {
        return null;
      }
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      ByteArrayOutputStream body = new ByteArrayOutputStream(BODY + (1 << 20));
      long pending = 0;
      while (left.get() > 0) {
        var records = consumer.poll(Duration.ofMillis(100));
        for (ConsumerRecord<byte[], byte[]> record : records) {
          body.writeBytes(CREATE);
          body.writeBytes(record.value());
          body.write('\n');
          pending++;
          if (body.size() >= BODY) {
            left.addAndGet(-flush(body, pending));
            pending = 0;
          }
        }
        if (records.isEmpty() && pending > 0) {
          left.addAndGet(-flush(body, pending));
          pending = 0;
        }
      }
      return null;
    }
  }

  private long flush(ByteArrayOutputStream body, long events)
      throws IOException, InterruptedException {
    String answer = send("/_bulk?filter_path=errors,items.*.error", body.toByteArray());
    if (!answer.contains("\"errors\":false")) {
      throw new IOException(
          "_bulk answered " + answer.substring(0, Math.min(500, answer.length())));
    }
    body.reset();
    return events;
  }

  private String send(String path, byte[] body) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer =
        http.send(
            HttpRequest.newBuilder(URI.create(url + path))
                .header("Content-Type", "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build(),
            HttpResponse.BodyHandlers.ofByteArray());
    String text = new String(answer.body(), UTF_8);
    if (answer.statusCode() >= 300) {
      throw new IOException(path + " answered " + answer.statusCode() + " " + text);
    }
    return text;
  }
}
