package io.eventmill.testkit;

import io.eventmill.store.EventStore;
import io.eventmill.store.ResultStore;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every store promises. A store is finished when its test class inherits this and is green.
 */
public abstract class EventStoreContract
    implements WritingContract,
        CountingContract,
        BytesContract,
        AnyFieldContract,
        FailedContract,
        LedgerContract,
        RetentionContract,
        ResultContract,
        ResultRetentionContract,
        ReferenceContract {
  @TempDir Path folder;
  private EventStore store;

  /** Opens the store under test; called again for the same folder, it finds what was there. */
  protected abstract EventStore open(Path folder);

  @BeforeEach
  void openStore() {
    store = open(folder);
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  @Override
  public EventStore store() {
    return store;
  }

  @Override
  public ResultStore resultStore() {
    return store;
  }

  @Override
  public void reopen() {
    store.close();
    store = open(folder);
  }
}
