package io.eventmill.store;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Holds a store of some kind that need not be there, and gives out parts of whichever is open when
 * they are called. Safe for threads.
 */
final class Patience<S extends Store> implements AutoCloseable {
  private final Supplier<? extends S> opening;

  /** Null while there is none. */
  private S store;

  private String problem;
  private boolean closed;

  Patience(Supplier<? extends S> opening) {
    this.opening = opening;
  }

  /**
   * Tries to open the store, and goes on without it when it may be had later.
   *
   * @throws RuntimeException as opening does, when waiting would not help
   */
  synchronized void begin() {
    try {
      store = opening.get();
    } catch (StoreUnavailableException e) {
      problem = e.getMessage();
    }
  }

  synchronized Optional<String> problem() {
    return Optional.ofNullable(problem);
  }

  /** One part of whichever store is open when it is called. */
  <T> T part(Class<T> type, Function<S, T> of) {
    InvocationHandler calls = (self, method, arguments) -> call(of, method, arguments);
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, calls));
  }

  private Object call(Function<S, ?> of, Method method, Object[] arguments) throws Throwable {
    S now = opened();
    try {
      return method.invoke(of.apply(now), arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof StoreUnavailableException u && u.isBroken()) {
        drop(now, u);
      }
      throw e.getCause();
    }
  }

  private synchronized S opened() {
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

  private synchronized void drop(S broken, StoreUnavailableException why) {
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
