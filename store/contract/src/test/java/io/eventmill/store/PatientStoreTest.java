package io.eventmill.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class PatientStoreTest {
  private final List<Small> opened = new ArrayList<>();
  private RuntimeException away = new StoreUnavailableException("held by another", null);

  private final Supplier<EventStore> opening =
      () -> {
        if (away != null) {
          throw away;
        }
        Small store = new Small();
        opened.add(store);
        return store;
      };

  @Test
  void opensLaterWhatCannotBeOpenedNow() {
    try (PatientStore store = PatientStore.open(opening)) {
      EventWriter writer = store.writer();
      assertThat(store.problem()).contains("held by another");
      assertThatThrownBy(() -> writer.positions("t"))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessage("held by another");

      away = null;
      assertThat(writer.positions("t")).isEmpty();
      assertThat(writer.positions("t")).isEmpty();
      assertThat(store.problem()).isEmpty();
      assertThat(opened).hasSize(1);
    }
    assertThat(opened).allMatch(s -> s.closed);
  }

  @Test
  void opensAnewWhatHasBrokenAfterItIsClosed() {
    away = null;
    try (PatientStore store = PatientStore.open(opening)) {
      opened.get(0).trouble = StoreUnavailableException.broken("no more", null);
      assertThatThrownBy(() -> store.writer().positions("t")).hasMessage("no more");
      assertThat(opened.get(0).closed).isTrue();
      assertThat(store.problem()).contains("no more");

      away = new IllegalStateException("not yet");
      assertThatThrownBy(() -> store.writer().positions("t"))
          .isInstanceOf(StoreUnavailableException.class) // a loader waits, and refuses no event
          .hasMessage("not yet");

      away = null;
      assertThat(store.writer().positions("t")).isEmpty();
      assertThat(opened).hasSize(2);
    }
  }

  @Test
  void keepsWhatIsOnlyBusy() {
    away = null;
    try (PatientStore store = PatientStore.open(opening)) {
      opened.get(0).trouble = new StoreUnavailableException("busy", null);
      assertThatThrownBy(() -> store.writer().positions("t")).hasMessage("busy");
      opened.get(0).trouble = null;
      assertThat(store.writer().positions("t")).isEmpty();
      assertThat(opened).hasSize(1);
    }
  }

  @Test
  void saysAtOnceWhatWaitingWouldNotMend() {
    away = new IllegalStateException("no such format");
    assertThatThrownBy(() -> PatientStore.open(opening)).isSameAs(away);
  }

  @Test
  void isOverOnceItIsClosed() {
    away = null;
    PatientStore store = PatientStore.open(opening);
    store.close();
    assertThatThrownBy(() -> store.writer().positions("t"))
        .isInstanceOf(StoreUnavailableException.class);
    assertThat(opened).hasSize(1);
  }

  /** A store that holds nothing, and breaks when it is told to. */
  private static final class Small implements EventStore, EventWriter {
    private RuntimeException trouble;
    private boolean closed;

    @Override
    public Map<Integer, Position> positions(String topic) {
      if (trouble != null) {
        throw trouble;
      }
      return Map.of();
    }

    @Override
    public void write(Batch batch) {
      throw new UnsupportedOperationException();
    }

    @Override
    public EventWriter writer() {
      return this;
    }

    @Override
    public EventReader reader() {
      throw new UnsupportedOperationException();
    }

    @Override
    public FailedReader failures() {
      throw new UnsupportedOperationException();
    }

    @Override
    public LedgerReader ledger() {
      throw new UnsupportedOperationException();
    }

    @Override
    public ResultReader results() {
      throw new UnsupportedOperationException();
    }

    @Override
    public ReferenceTables tables() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Purger purger() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
