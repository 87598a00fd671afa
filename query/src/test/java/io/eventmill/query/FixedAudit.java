package io.eventmill.query;

import io.eventmill.event.Origin;
import io.eventmill.query.audit.AuditReport;
import io.eventmill.query.audit.Auditor;
import io.eventmill.query.audit.Finding;
import io.eventmill.query.audit.Finding.Example;
import io.eventmill.query.audit.Finding.Stage;
import io.eventmill.query.audit.MinuteTally;
import io.eventmill.query.audit.Tally;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** A report made up: the hundred minutes before the tests' now, one event missing in the third. */
final class FixedAudit implements Auditor {
  static final long START = 29_919_501;

  @Override
  public List<String> sources() {
    return List.of("web");
  }

  @Override
  public AuditReport report(String source, long fromMinute, long toMinute) {
    List<MinuteTally> minutes =
        LongStream.range(START, START + 100)
            .filter(m -> m >= fromMinute && m < toMinute)
            .mapToObj(m -> new MinuteTally("web", m, tally(m)))
            .toList();
    Finding finding =
        new Finding(
            "web",
            START + 2,
            Stage.LOAD,
            1,
            0,
            "1 event is gone",
            List.of(new Example(new Origin(1, 2, 0, 7), "e-7")));
    boolean hasIt = minutes.stream().anyMatch(m -> !m.tally().addsUp());
    List<Finding> findings = hasIt ? List.of(finding) : List.of();
    return new AuditReport(
        START * 60_000, minutes, Map.of("web", 3L), 2, findings, 0, Map.of("web", START - 60));
  }

  private static Tally tally(long minute) {
    long missing = minute == START + 2 ? 1 : 0;
    return new Tally(10, 5 - missing, 2, 1, 1, 2, 0, missing, 0);
  }
}
