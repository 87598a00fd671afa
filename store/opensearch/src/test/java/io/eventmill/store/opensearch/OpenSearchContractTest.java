package io.eventmill.store.opensearch;

import io.eventmill.store.SearchStore;
import io.eventmill.testkit.SearchStoreContract;
import io.eventmill.testkit.opensearch.OpenSearchUnderTest;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;

/** All that every store of events promises, on a real node. */
class OpenSearchContractTest extends SearchStoreContract {
  private String prefix;

  @Override
  protected SearchStore open(Path folder) {
    OpenSearchUnderTest node = OpenSearchUnderTest.shared();
    prefix = "c" + Integer.toHexString(folder.hashCode()) + "-";
    return OpenSearchStore.open(TestStores.of(node.url(), prefix));
  }

  @AfterEach
  void leaveNothing() {
    OpenSearchUnderTest.shared().send("DELETE", "/" + prefix + "*", null);
  }
}
