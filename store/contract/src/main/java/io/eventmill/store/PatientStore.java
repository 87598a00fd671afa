package io.eventmill.store;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A store of whatever kind that need not be there: it is opened when it can be, and opened anew
 * when it has broken. While it cannot be had, every call of its parts fails with {@link
 * StoreUnavailableException}, which loaders wait out and questions pass on; each call tries again.
 * Safe for threads.
 */
public final class PatientStore<S extends Store> implements AutoCloseable {
  private final Supplier<? extends S> opening;
  private final S patient;

  /** Null while there is none. */
  private S opened;

  private String problem;
  private boolean closed;

  private PatientStore(Class<S> kind, Supplier<? extends S> opening) {
    this.opening = opening;
    Map<String, Object> parts = new HashMap<>();
    for (Method part : kind.getMethods()) {
      if (part.getReturnType().isInterface()) {
        parts.put(part.getName(), proxy(part.getReturnType(), calls(part)));
      }
    }
    this.patient =
        proxy(
            kind,
            (self, method, arguments) -> {
              if (method.getName().equals("close")) {
                close();
                return null;
              }
              return parts.get(method.getName());
            });
  }

  /**
   * Tries to open the store, and goes on without it when it may be had later.
   *
   * @param kind what the store can do, as an interface whose methods give its parts
   * @param opening opens it; to be called again and again
   * @throws RuntimeException as opening does, when waiting would not help
   */
  public static <S extends Store> PatientStore<S> open(
      Class<S> kind, Supplier<? extends S> opening) {
    PatientStore<S> store = new PatientStore<>(kind, opening);
    store.begin();
    return store;
  }

  /**
   * Its parts are those of whichever store is open when they are called; closing it closes that.
   */
  public S store() {
    return patient;
  }

  /** Why there is no store now. */
  public synchronized Optional<String> problem() {
    return Optional.ofNullable(problem);
  }

  private synchronized void begin() {
    try {
      opened = opening.get();
    } catch (StoreUnavailableException e) {
      problem = e.getMessage();
    }
  }

  /** As a part's calls go to the part of the store that is open then. */
  private InvocationHandler calls(Method part) {
    return (self, method, arguments) -> {
      S now = opened();
      try {
        return method.invoke(part.invoke(now), arguments);
      } catch (InvocationTargetException e) {
        if (e.getCause() instanceof StoreUnavailableException u && u.isBroken()) {
          drop(now, u);
        }
        throw e.getCause();
      }
    };
  }

  /** Itself is what it equals: asking that must not need a store. */
  private static <T> T proxy(Class<T> type, InvocationHandler calls) {
    InvocationHandler all =
        (self, method, arguments) ->
            switch (method.getDeclaringClass() == Object.class ? method.getName() : "") {
              case "equals" -> self == arguments[0];
              case "hashCode" -> System.identityHashCode(self);
              case "toString" -> "patient " + type.getSimpleName();
              default -> calls.invoke(self, method, arguments);
            };
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, all));
  }

  private synchronized S opened() {
    if (closed) {
      throw new StoreUnavailableException("store: it is closed", null);
    }
    if (opened == null) {
      try {
        opened = opening.get();
        problem = null;
      } catch (RuntimeException e) {
        problem = e.getMessage();
        throw new StoreUnavailableException(problem, e);
      }
    }
    return opened;
  }

  private synchronized void drop(S broken, StoreUnavailableException why) {
    if (opened == broken) {
      opened = null;
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
    if (opened != null) {
      opened.close();
    }
  }
}
