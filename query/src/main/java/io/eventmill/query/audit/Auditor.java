package io.eventmill.query.audit;

import java.util.List;

/** Who can be asked whether every event is accounted for. */
public interface Auditor {
  /** The sources that are accounted for. */
  List<String> sources();

  /**
   * The equation for the events accepted in a time. Blocks; safe for threads.
   *
   * @param source null for all
   * @param fromMinute epoch minutes, included
   * @param toMinute epoch minutes, excluded
   * @throws io.eventmill.store.StoreUnavailableException when store or log do not answer
   */
  AuditReport report(String source, long fromMinute, long toMinute);
}
