package io.eventmill.benchmark.plan;

/**
 * What the plan is worked out from. docs/scaling.md says of each where it comes from, and which are
 * measured; put in your own and print the plan again.
 */
final class Assumed {
  /** From a prototype of the collector with arrays of ten, broker and sender included. */
  static final double COLLECT_MICROS = 20;

  /** Measured: the events job with schema, deduplication and enrichment. */
  static final double PROCESS_MICROS = 23;

  /** Measured by a prototype: OpenSearch, which stores and indexes; the loader is small beside. */
  static final double LOAD_MICROS = 152;

  /** Of an id that is remembered, about. */
  static final double BYTES_PER_ID = 35;

  /** Of the events that were measured with. */
  static final double EVENT_BYTES = 1_100;

  /** Measured by a prototype: on the disk of OpenSearch, the greater figure. */
  static final double STORED_BYTES = 800;

  /** A guess: three copies of raw and enriched, written and read. */
  static final double EVENTS_PER_BROKER_CORE = 20_000;

  /** How busy a stage is in the busiest hour; what is left catches up after a fault. */
  static final double BUSY = 0.6;

  static final int MACHINE_CORES = 16;

  /** Prices, guessed: a rented machine of 16 cores and 64 GB, and a gigabyte of SSD, per month. */
  static final double MACHINE_EUROS = 400;

  static final double GIGABYTE_EUROS = 0.05;

  private Assumed() {}
}
