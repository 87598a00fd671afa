package io.eventmill.store;

import java.io.Serializable;

/**
 * How a job finds the reference tables from wherever it runs: shipped to the worker, opened there,
 * closed with it. Carries no secret, only where to find it.
 */
public interface ReferenceSource extends Serializable {
  Opened open();

  /** Reference tables in use by one worker. */
  interface Opened extends AutoCloseable {
    ReferenceTables tables();

    @Override
    void close();
  }
}
