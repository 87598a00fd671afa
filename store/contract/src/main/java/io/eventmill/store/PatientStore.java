package io.eventmill.store;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * A store that need not be there: it is opened when it can be, and opened anew when it has broken.
 * While it cannot be had, every call fails with {@link StoreUnavailableException}, which loaders
 * wait out and questions pass on; each call tries again. Safe for threads.
 */
public final class PatientStore implements EventStore {
  private final Patience<EventStore> store;
  private final EventWriter writer;
  private final EventReader reader;
  private final FailedReader failures;
  private final LedgerReader ledger;
  private final ResultReader results;
  private final ReferenceTables tables;
  private final Purger purger;
  private final SqlReader sql;

  private PatientStore(Patience<EventStore> store) {
    this.store = store;
    this.writer = store.part(EventWriter.class, EventStore::writer);
    this.reader = store.part(EventReader.class, EventStore::reader);
    this.failures = store.part(FailedReader.class, EventStore::failures);
    this.ledger = store.part(LedgerReader.class, EventStore::ledger);
    this.results = store.part(ResultReader.class, EventStore::results);
    this.tables = store.part(ReferenceTables.class, EventStore::tables);
    this.purger = store.part(Purger.class, EventStore::purger);
    this.sql = store.part(SqlReader.class, EventStore::sql);
  }

  /**
   * Tries to open the store, and goes on without it when it may be had later.
   *
   * @param opening opens it; to be called again and again
   * @throws RuntimeException as opening does, when waiting would not help
   */
  public static PatientStore open(Supplier<? extends EventStore> opening) {
    Patience<EventStore> store = new Patience<>(opening);
    store.begin();
    return new PatientStore(store);
  }

  /** Why there is no store now. */
  public Optional<String> problem() {
    return store.problem();
  }

  @Override
  public EventWriter writer() {
    return writer;
  }

  @Override
  public EventReader reader() {
    return reader;
  }

  @Override
  public FailedReader failures() {
    return failures;
  }

  @Override
  public LedgerReader ledger() {
    return ledger;
  }

  @Override
  public ResultReader results() {
    return results;
  }

  @Override
  public ReferenceTables tables() {
    return tables;
  }

  @Override
  public Purger purger() {
    return purger;
  }

  @Override
  public SqlReader sql() {
    return sql;
  }

  @Override
  public void close() {
    store.close();
  }
}
