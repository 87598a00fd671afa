package io.eventmill.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.collect.spool.SpoolState.Status;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk's last bytes are not for new events. */
class DiskReserveTest {
  @TempDir Path dir;

  @Test
  void holdsAtTheLimitAndIsTouchedOneByteBelow() {
    AtomicLong free = new AtomicLong(1_000);
    try (DiskReserve reserve = new DiskReserve("here", 1_000, free::get)) {
      assertThat(reserve.isTouched()).isFalse();

      free.set(999);
      reserve.look();
      assertThat(reserve.isTouched()).isTrue();
      assertThat(reserve.refusal().json())
          .contains("disk_full", "here has 999 bytes left, 1000 are kept free")
          .contains("(collect.disk_reserve)", "\"limit\":1000");

      free.set(1_000);
      reserve.look();
      assertThat(reserve.isTouched()).isFalse();
    }
  }

  @Test
  void whatComesThenIsAskedToComeAgainAndNotKept() throws Exception {
    String topic = TestLog.newTopic();
    CollectConfig config =
        CollectConfig.defaults()
            .with("spool_dir", dir.resolve("spool"))
            .with("disk_reserve", "1000000000GB"); // more than any disk has
    try (TestDoor door = TestDoor.open(config, topic)) {
      HttpResponse<String> answer = door.post("/collect", "{\"event_id\":\"a\"}");

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.headers().firstValue("retry-after")).contains("2");
      assertThat(answer.body()).contains("disk_full");
      assertThat(door.collector.spoolState().status()).isEqualTo(Status.NO_ROOM);
    }
    assertThat(TestLog.read(topic)).isEmpty();
  }
}
