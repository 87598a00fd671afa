package io.eventmill.registry;

import static io.eventmill.registry.LiveRegistry.request;
import static io.eventmill.registry.Schemas.USER_V1;
import static io.eventmill.registry.Schemas.USER_V2;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.registry.LiveRegistry.Reply;
import io.eventmill.topics.KafkaAddress;
import io.eventmill.topics.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaAwayTest {
  @Test
  void whatIsKnownIsAnsweredWhileKafkaIsAwayAndTheRestIsNotGuessed(@TempDir Path dir)
      throws Exception {
    EmbeddedBroker broker = EmbeddedBroker.start(dir, 0);
    RegistrySettings settings =
        new RegistrySettings(
            "away",
            (short) 1,
            Duration.ofSeconds(6),
            Duration.ofSeconds(60),
            RegistryLimits.defaults());
    try (LiveRegistry live =
        new LiveRegistry(KafkaAddress.of(broker.bootstrapServers()), settings)) {
      int id = live.register("user", USER_V1);
      int port = broker.port();
      broker.close();

      assertThat(live.get("/schemas/ids/" + id).status()).isEqualTo(200);
      assertThat(live.get("/subjects/user/versions/latest").status()).isEqualTo(200);
      assertThat(live.get("/subjects").text()).isEqualTo("[\"user\"]");
      assertAway(live.get("/schemas/ids/99")); // another process may have registered it
      assertAway(live.post("/subjects/user/versions", request(USER_V2)));

      broker = EmbeddedBroker.start(dir, port);

      Reply back = live.post("/subjects/user/versions", request(USER_V2));
      for (int tries = 0; back.status() == 500 && tries < 10; tries++) {
        back = live.post("/subjects/user/versions", request(USER_V2));
      }
      assertThat(back.status()).as(back.text()).isEqualTo(200);
      assertThat(live.get("/subjects/user/versions").text()).isEqualTo("[1,2]");
    } finally {
      broker.close();
    }
  }

  private static void assertAway(Reply reply) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(500);
    assertThat(reply.code()).isEqualTo(50001);
  }
}
