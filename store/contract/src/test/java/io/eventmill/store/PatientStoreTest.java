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
    try (PatientStore<EventStore> store = PatientStore.open(EventStore.class, opening)) {
      EventWriter writer = store.store().writer();
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
    try (PatientStore<EventStore> store = PatientStore.open(EventStore.class, opening)) {
      opened.get(0).trouble = StoreUnavailableException.broken("no more", null);
      assertThatThrownBy(() -> store.store().writer().positions("t")).hasMessage("no more");
      assertThat(opened.get(0).closed).isTrue();
      assertThat(store.problem()).contains("no more");

      away = new IllegalStateException("not yet");
      assertThatThrownBy(() -> store.store().writer().positions("t"))
          .isInstanceOf(StoreUnavailableException.class) // a loader waits, and refuses no event
          .hasMessage("not yet");

      away = null;
      assertThat(store.store().writer().positions("t")).isEmpty();
      assertThat(opened).hasSize(2);
    }
  }

  @Test
  void keepsWhatIsOnlyBusy() {
    away = null;
    try (PatientStore<EventStore> store = PatientStore.open(EventStore.class, opening)) {
      opened.get(0).trouble = new StoreUnavailableException("busy", null);
      assertThatThrownBy(() -> store.store().writer().positions("t")).hasMessage("busy");
      opened.get(0).trouble = null;
      assertThat(store.store().writer().positions("t")).isEmpty();
      assertThat(opened).hasSize(1);
    }
  }

  @Test
  void saysAtOnceWhatWaitingWouldNotMend() {
    away = new IllegalStateException("no such format");
    assertThatThrownBy(() -> PatientStore.open(EventStore.class, opening)).isSameAs(away);
  }

  @Test
  void isOverOnceItIsClosed() {
    away = null;
    PatientStore<EventStore> store = PatientStore.open(EventStore.class, opening);
    store.close();
    assertThatThrownBy(() -> store.store().writer().positions("t"))
        .isInstanceOf(StoreUnavailableException.class);
    assertThat(opened).hasSize(1);
  }

  @Test
  void isOfTheKindThatWasAskedForAndGivesTheSamePartsAgain() {
    PatientStore<SearchStore> search = PatientStore.open(SearchStore.class, opening::get);
    assertThat(search.store()).isNotInstanceOf(ResultStore.class);
    try (PatientStore<EventStore> store = PatientStore.open(EventStore.class, opening)) {
      EventStore patient = store.store();
      assertThat(patient.results()).isSameAs(patient.results()).isEqualTo(patient.results());
      assertThat(patient.sql()).isNotNull();
      assertThat(patient).isEqualTo(store.store()).hasSameHashCodeAs(store.store());
      assertThat(opened).isEmpty(); // none of it needs a store

      away = null;
      patient.writer().positions("t");
      patient.close();
      assertThat(opened).hasSize(1).allMatch(s -> s.closed);
    }
  }

  @Test
  void aStoreWithoutSqlSaysSo() {
    away = null;
    try (PatientStore<SearchStore> store = PatientStore.open(SearchStore.class, opening::get)) {
      assertThatThrownBy(() -> store.store().sql().ask(new SqlQuestion("SELECT 1", List.of())))
          .isInstanceOf(SqlRefusedException.class)
          .hasMessageContaining("cannot be asked with SQL");
    }
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
