package io.eventmill.store.duckdb;

import io.eventmill.store.EventStore;
import io.eventmill.testkit.EventStoreContract;
import java.nio.file.Path;

class DuckDbStoreTest extends EventStoreContract {
  @Override
  protected EventStore open(Path folder) {
    return DuckDbStore.open(DuckDbConfig.in(folder));
  }
}
