package io.eventmill.store.postgres;

import io.eventmill.store.ResultStore;
import io.eventmill.testkit.PostgresUnderTest;
import io.eventmill.testkit.ReferenceContract;
import io.eventmill.testkit.ResultContract;
import io.eventmill.testkit.ResultRetentionContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class PostgresContractTest implements ResultContract, ResultRetentionContract, ReferenceContract {
  @TempDir static Path folder;
  private static PostgresUnderTest postgres;
  private PostgresStore store;

  @BeforeAll
  static void start() {
    postgres = PostgresUnderTest.start(folder);
  }

  @AfterAll
  static void stop() {
    if (postgres != null) {
      postgres.close();
    }
  }

  @BeforeEach
  void openStore() {
    postgres.execute(
        "DROP SCHEMA IF EXISTS eventmill CASCADE", "DROP SCHEMA IF EXISTS commerce CASCADE");
    open();
  }

  private void open() {
    store =
        PostgresStore.open(
            PostgresConfig.at(
                postgres.url(), "postgres", null, "commerce", PostgresConfig.Tls.PREFER));
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  @Override
  public ResultStore resultStore() {
    return store;
  }

  @Override
  public void reopen() {
    store.close();
    open();
  }
}
