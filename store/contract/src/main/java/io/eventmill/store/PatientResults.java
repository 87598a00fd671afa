package io.eventmill.store;

import java.util.Optional;
import java.util.function.Supplier;

/** A store of results that need not be there; see {@link PatientStore}. Safe for threads. */
public final class PatientResults implements ResultStore {
  private final Patience<ResultStore> store;
  private final EventWriter writer;
  private final ResultReader results;
  private final ReferenceTables tables;
  private final Purger purger;

  private PatientResults(Patience<ResultStore> store) {
    this.store = store;
    this.writer = store.part(EventWriter.class, ResultStore::writer);
    this.results = store.part(ResultReader.class, ResultStore::results);
    this.tables = store.part(ReferenceTables.class, ResultStore::tables);
    this.purger = store.part(Purger.class, ResultStore::purger);
  }

  /**
   * Tries to open the store, and goes on without it when it may be had later.
   *
   * @param opening opens it; to be called again and again
   * @throws RuntimeException as opening does, when waiting would not help
   */
  public static PatientResults open(Supplier<? extends ResultStore> opening) {
    Patience<ResultStore> store = new Patience<>(opening);
    store.begin();
    return new PatientResults(store);
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
  public void close() {
    store.close();
  }
}
