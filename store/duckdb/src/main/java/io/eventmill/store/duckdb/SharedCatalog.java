package io.eventmill.store.duckdb;

import java.util.concurrent.locks.StampedLock;

/**
 * The catalog as readers and the writer share it. A question is made with the catalog and then
 * asked of the database; when a batch brought new columns between the two, the answer might miss
 * them, so the question is made and asked again.
 */
final class SharedCatalog {
  private final StampedLock lock = new StampedLock();
  private FieldCatalog catalog;

  SharedCatalog(FieldCatalog catalog) {
    this.catalog = catalog;
  }

  /** Makes a question with the catalog and asks it. */
  interface Asking<T, E extends Exception> {
    T ask(FieldCatalog catalog) throws E;
  }

  /** Commits what changes the catalog. */
  interface Commit<E extends Exception> {
    void run() throws E;
  }

  <T, E extends Exception> T read(Asking<T, E> asking) throws E {
    long stamp = lock.tryOptimisticRead();
    FieldCatalog seen = catalog;
    if (lock.validate(stamp)) {
      T answer = asking.ask(seen);
      if (lock.validate(stamp)) {
        return answer;
      }
    }
    stamp = lock.readLock();
    try {
      return asking.ask(catalog);
    } finally {
      lock.unlockRead(stamp);
    }
  }

  /** Readers that ask meanwhile will ask again. */
  <E extends Exception> void change(FieldCatalog next, Commit<E> commit) throws E {
    long stamp = lock.writeLock();
    try {
      commit.run();
      catalog = next;
    } finally {
      lock.unlockWrite(stamp);
    }
  }
}
