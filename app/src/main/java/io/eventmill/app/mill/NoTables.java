package io.eventmill.app.mill;

import io.eventmill.store.ReferenceTables;
import io.eventmill.store.StoreUnavailableException;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Where there is no store for master data. */
enum NoTables implements ReferenceTables {
  INSTANCE;

  @Override
  public void put(String table, String key, List<Map<String, String>> rows) {
    throw none();
  }

  @Override
  public Map<String, Map<String, String>> find(
      String table, String key, Collection<String> columns, Collection<String> keys) {
    throw none();
  }

  @Override
  public long count(String table) {
    throw none();
  }

  private static StoreUnavailableException none() {
    return new StoreUnavailableException(
        "there is no store for master data here; give --relational postgres", null);
  }
}
