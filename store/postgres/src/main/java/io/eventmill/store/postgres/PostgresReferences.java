package io.eventmill.store.postgres;

import io.eventmill.store.ReferenceSource;
import io.eventmill.store.ReferenceTables;

/**
 * The way to the reference tables from a worker; the password comes from the worker's environment.
 */
public record PostgresReferences(PostgresConfig config) implements ReferenceSource {
  private static final long serialVersionUID = 1L;

  @Override
  public Opened open() {
    Connections connections = new Connections(config);
    ReferenceTables tables = new PostgresTables(connections);
    return new Opened() {
      @Override
      public ReferenceTables tables() {
        return tables;
      }

      @Override
      public void close() {
        connections.close();
      }
    };
  }
}
