package io.eventmill.app.command;

import io.eventmill.simulate.door.DoorReport;
import io.eventmill.simulate.door.Refusal;
import java.io.PrintWriter;

/** The last lines of a verb that sends: what became of the events. */
final class SentSummary {
  private SentSummary() {}

  /** Prints it, and gives the exit code: 0 when every event was kept. */
  static int tell(PrintWriter out, String made, DoorReport sent) {
    out.printf(
        "%s, %d kept by the server, %d refused, %d without an answer (%d requests, %d repeated)%n",
        made, sent.kept(), sent.refused(), sent.unsent(), sent.requests(), sent.repeats());
    for (Refusal refusal : sent.firstRefusals()) {
      out.println("  refused: " + refusal);
    }
    if (sent.failure() != null) {
      out.println("  stopped: " + sent.failure());
    }
    out.flush();
    return sent.refused() == 0 && sent.unsent() == 0 ? 0 : 1;
  }
}
