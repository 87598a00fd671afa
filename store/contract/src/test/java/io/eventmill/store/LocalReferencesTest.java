package io.eventmill.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LocalReferencesTest {
  private final ReferenceTables tables =
      new ReferenceTables() {
        @Override
        public void put(String table, String key, List<Map<String, String>> rows) {
          throw new UnsupportedOperationException();
        }

        @Override
        public Map<String, Map<String, String>> find(
            String table, String key, Collection<String> columns, Collection<String> keys) {
          return Map.of();
        }

        @Override
        public long count(String table) {
          return 7;
        }
      };

  @Test
  void aJobThatWasShippedFindsTheTablesOfItsProcess() throws Exception {
    ReferenceSource source = shipped(new LocalReferences("here"));
    assertThatThrownBy(source::open)
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("named here");
    try (LocalReferences.Registration here = LocalReferences.register("here", tables)) {
      assertThat(here).isNotNull();
      try (ReferenceSource.Opened opened = source.open()) {
        assertThat(opened.tables().count("commerce.users")).isEqualTo(7);
      }
      assertThatThrownBy(() -> LocalReferences.register("here", tables))
          .isInstanceOf(IllegalStateException.class);
    }
    assertThatThrownBy(source::open).isInstanceOf(StoreUnavailableException.class);
  }

  private static ReferenceSource shipped(ReferenceSource source) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(source);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (ReferenceSource) in.readObject();
    }
  }
}
