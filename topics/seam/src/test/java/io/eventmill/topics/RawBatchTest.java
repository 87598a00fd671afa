package io.eventmill.topics;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class RawBatchTest {
  @Test
  void isDoneOnlyWhenEveryEventIsAnswered() {
    RawBatch batch = new RawBatch(2);

    batch.answered(1, null);

    assertThat(batch.done().toCompletableFuture()).isNotDone();
    assertThat(batch.isWritten(1)).isTrue();
    assertThat(batch.isOpen(0)).isTrue();

    batch.answered(0, null);

    assertThat(batch.done().toCompletableFuture()).isCompleted();
  }

  @Test
  void tellsWhichEventsAreOnTheLogWhenOthersAreNot() {
    RawBatch batch = new RawBatch(3);

    batch.answered(0, null);
    batch.answered(1, new TimeoutException("away"));
    batch.answered(2, new RecordTooLargeException("too large"));

    assertThat(batch.done().toCompletableFuture()).isCompletedExceptionally();
    assertThat(batch.isWritten(0)).isTrue();
    assertThat(batch.isWritten(1) || batch.isRefusedForGood(1)).isFalse();
    assertThat(batch.isRefusedForGood(2)).isTrue();
  }

  @Test
  void isDoneAtOnceWithoutEvents() {
    assertThat(new RawBatch(0).done().toCompletableFuture()).isCompleted();
  }
}
