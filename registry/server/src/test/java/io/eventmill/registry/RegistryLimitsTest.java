package io.eventmill.registry;

import static io.eventmill.registry.LiveRegistry.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventmill.registry.LiveRegistry.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The limits as a client meets them; those of the registry itself are in its own test. */
class RegistryLimitsTest {
  private static RegistryLimits limits(int schemaBytesMax, int requestsMax) {
    return new RegistryLimits(schemaBytesMax, 20, 100, 100, 1 << 20, 1000, requestsMax);
  }

  private static LiveRegistry live(String topic, RegistryLimits limits) throws Exception {
    return new LiveRegistry(
        RegistrySettings.defaults().withTopic(topic, (short) 1).withLimits(limits));
  }

  @Test
  void aSchemaOverTheLimitAndABodyOverItsOwnAreRefused() throws Exception {
    try (LiveRegistry live = live("limit-bytes", limits(100, 10))) {
      String full = "{\"title\":\"" + "\\\\".repeat(44) + "\"}"; // 100 bytes, twice that as JSON

      assertThat(live.post("/subjects/s/versions", request(full)).status()).isEqualTo(200);
      Reply over = live.post("/subjects/s/versions", request(full.replace("title", "titles")));
      assertThat(over.status()).isEqualTo(422);
      assertThat(over.code()).isEqualTo(42209);
      assertThat(over.message()).contains("101 bytes, the limit is 100");
      int most = limits(100, 10).recordBytesMax();
      String body = request("{}");
      assertThat(
              live.post("/subjects/t/versions", body + " ".repeat(most - body.length())).status())
          .isEqualTo(200);
      Reply huge = live.post("/subjects/t/versions", body + " ".repeat(most - body.length() + 1));
      assertThat(huge.status()).isEqualTo(413);
      assertThat(huge.code()).isEqualTo(413);
    }
  }

  @Test
  void moreRequestsThanTheLimitAreSentAwayAtOnceAndTheOthersAnswered() throws Exception {
    try (LiveRegistry live = live("limit-requests", limits(1000, 1))) {
      int senders = 16;
      ExecutorService threads = Executors.newFixedThreadPool(senders);
      try {
        CountDownLatch together = new CountDownLatch(senders);
        List<Future<Reply>> replies = new ArrayList<>();
        for (int i = 0; i < senders; i++) {
          String subject = "s" + i;
          replies.add(
              threads.submit(
                  () -> {
                    together.countDown();
                    together.await();
                    return live.post("/subjects/" + subject + "/versions", request("{}"));
                  }));
        }

        List<Integer> statuses = new ArrayList<>();
        for (Future<Reply> reply : replies) {
          statuses.add(reply.get().status());
        }

        assertThat(statuses).contains(200, 503).containsOnly(200, 503);
        int kept = statuses.stream().mapToInt(status -> status == 200 ? 1 : 0).sum();
        assertThat(live.registry.subjects("", Which.ALL)).hasSize(kept);
      } finally {
        threads.shutdownNow();
      }
      assertThat(live.post("/subjects/after/versions", request("{}")).status()).isEqualTo(200);
    }
  }

  @Test
  void limitsThatMakeNoSenseAreRefused() {
    assertThatThrownBy(() -> limits(1, 1)).hasMessageContaining("registry.schema_bytes_max");
    assertThatThrownBy(() -> limits((32 << 20) + 1, 1)).hasMessageContaining("32 MB");
    assertThatThrownBy(() -> limits(100, 0)).hasMessageContaining("registry.requests_max");
    assertThatThrownBy(() -> new RegistryLimits(100, 101, 1, 1, 100, 1, 1))
        .hasMessageContaining("registry.schema_depth_max is 101, the most is 100");
  }
}
