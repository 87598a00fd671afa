package io.eventmill.store;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A store that need not be there: it is opened when it can be, and opened anew when it has broken.
 * While it cannot be had, every call fails with {@link StoreUnavailableException}, which loaders
 * wait out and questions pass on; each call tries again. Safe for threads.
 */
public final class PatientStore implements EventStore {
  private final Supplier<? extends EventStore> opening;
  private final EventWriter writer = part(EventWriter.class, EventStore::writer);
  private final EventReader reader = part(EventReader.class, EventStore::reader);
  private final FailedReader failures = part(FailedReader.class, EventStore::failures);
  private final LedgerReader ledger = part(LedgerReader.class, EventStore::ledger);
  private final ResultReader results = part(ResultReader.class, EventStore::results);
  private final ReferenceTables tables = part(ReferenceTables.class, EventStore::tables);

  /** Null while there is none. */
  private EventStore store;

  private String problem;
  private boolean closed;

  private PatientStore(Supplier<? extends EventStore> opening) {
    this.opening = opening;
  }

  /**
   * Tries to open the store, and goes on without it when it may be had later.
   *
   * @param opening opens it; to be called again and again
   * @throws RuntimeException as opening does, when waiting would not help
   */
  public static PatientStore open(Supplier<? extends EventStore> opening) {
    PatientStore patient = new PatientStore(opening);
    try {
      patient.store = opening.get();
    } catch (StoreUnavailableException e) {
      patient.problem = e.getMessage();
    }
    return patient;
  }

  /** Why there is no store now. */
  public synchronized Optional<String> problem() {
    return Optional.ofNullable(problem);
  }

  @Override
  public EventWriter writer() {
    return writer;
  }

  @Override
  public EventReader reader() {
    return reader;
  }

  @Override
  public FailedReader failures() {
    return failures;
  }

  @Override
  public LedgerReader ledger() {
    return ledger;
  }

  @Override
  public ResultReader results() {
    return results;
  }

  @Override
  public ReferenceTables tables() {
    return tables;
  }

  /** One part of whichever store is open when it is called. */
  private <T> T part(Class<T> type, Function<EventStore, T> of) {
    InvocationHandler calls = (self, method, arguments) -> call(of, method, arguments);
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, calls));
  }

  private Object call(Function<EventStore, ?> of, Method method, Object[] arguments)
      throws Throwable {
    EventStore now = opened();
    try {
      return method.invoke(of.apply(now), arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof StoreUnavailableException u && u.isBroken()) {
        drop(now, u);
      }
      throw e.getCause();
    }
  }

  private synchronized EventStore opened() {
    if (closed) {
      throw new StoreUnavailableException("store: it is closed", null);
    }
    if (store == null) {
      try {
        store = opening.get();
        problem = null;
      } catch (RuntimeException e) {
        problem = e.getMessage();
        throw new StoreUnavailableException(problem, e);
      }
    }
    return store;
  }

  private synchronized void drop(EventStore broken, StoreUnavailableException why) {
    if (store == broken) {
      store = null;
      problem = why.getMessage();
      try {
        broken.close();
      } catch (RuntimeException e) {
        why.addSuppressed(e);
      }
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (store != null) {
      store.close();
    }
  }
}
