package io.eventmill.testkit;

import io.eventmill.store.SearchStore;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every store of events promises. A store of results too passes {@link EventStoreContract}.
 */
public abstract class SearchStoreContract
    implements WritingContract,
        CountingContract,
        BytesContract,
        AnyFieldContract,
        FailedContract,
        LedgerContract,
        RetentionContract {
  @TempDir Path folder;
  private SearchStore store;

  /** Opens the store under test; called again for the same folder, it finds what was there. */
  protected abstract SearchStore open(Path folder);

  @BeforeEach
  void openStore() {
    store = open(folder);
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  @Override
  public SearchStore store() {
    return store;
  }

  @Override
  public void reopen() {
    store.close();
    store = open(folder);
  }
}
