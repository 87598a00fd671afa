package io.eventmill.benchmark.query;

/** A store that is full of events and can be asked, in processes of its own. */
interface Full extends AutoCloseable {
  Asked ask(Kind kind, int round, boolean quick) throws Exception;

  /** From now on more events come in, behind all that is asked about, until this is closed. */
  AutoCloseable ingest() throws Exception;
}
