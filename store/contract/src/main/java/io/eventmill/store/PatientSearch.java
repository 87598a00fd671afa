package io.eventmill.store;

import java.util.Optional;
import java.util.function.Supplier;

/** A store of events alone that need not be there; see {@link PatientStore}. Safe for threads. */
public final class PatientSearch implements SearchStore {
  private final Patience<SearchStore> store;
  private final EventWriter writer;
  private final EventReader reader;
  private final FailedReader failures;
  private final LedgerReader ledger;
  private final Purger purger;

  private PatientSearch(Patience<SearchStore> store) {
    this.store = store;
    this.writer = store.part(EventWriter.class, SearchStore::writer);
    this.reader = store.part(EventReader.class, SearchStore::reader);
    this.failures = store.part(FailedReader.class, SearchStore::failures);
    this.ledger = store.part(LedgerReader.class, SearchStore::ledger);
    this.purger = store.part(Purger.class, SearchStore::purger);
  }

  /**
   * Tries to open the store, and goes on without it when it may be had later.
   *
   * @param opening opens it; to be called again and again
   * @throws RuntimeException as opening does, when waiting would not help
   */
  public static PatientSearch open(Supplier<? extends SearchStore> opening) {
    Patience<SearchStore> store = new Patience<>(opening);
    store.begin();
    return new PatientSearch(store);
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
  public Purger purger() {
    return purger;
  }

  @Override
  public void close() {
    store.close();
  }
}
