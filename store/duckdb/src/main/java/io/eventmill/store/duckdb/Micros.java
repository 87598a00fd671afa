package io.eventmill.store.duckdb;

/** Instants as DuckDB's timestamps hold them: epoch microseconds in 64 bits. */
final class Micros {
  private Micros() {}

  /** DuckDB keeps the two outermost values for infinity; the instants beside them must do. */
  static long storable(long micros) {
    if (micros == Long.MAX_VALUE) {
      return Long.MAX_VALUE - 1;
    }
    return micros == -Long.MAX_VALUE ? -Long.MAX_VALUE + 1 : micros;
  }

  /** Beyond the years that microseconds can tell, the last one they can. */
  static long ofMillis(long millis) {
    long micros = millis * 1000;
    if (micros / 1000 != millis) {
      micros = millis < 0 ? Long.MIN_VALUE + 2 : Long.MAX_VALUE - 1;
    }
    return storable(micros);
  }
}
