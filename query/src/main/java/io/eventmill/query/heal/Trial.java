package io.eventmill.query.heal;

import io.eventmill.event.FailedEvent;
import io.eventmill.event.Outcome;

/** Processing as it runs now, to ask without effect. */
public interface Trial {
  /**
   * A judge of events of one source; null when no running pipeline has that source. For use by one
   * thread.
   */
  Judge judge(String source);

  /** The steps of the pipeline that is running now. */
  interface Judge {
    /** What would become of the event if it came again. */
    Outcome judge(FailedEvent failed);
  }
}
