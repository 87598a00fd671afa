package io.eventmill.app.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.event.Origin;
import io.eventmill.pipeline.StageSettings;
import io.eventmill.query.audit.AuditConfig;
import io.eventmill.query.audit.AuditReport;
import io.eventmill.query.audit.Auditor;
import io.eventmill.store.FailedFilter;
import io.eventmill.store.FailedGroup;
import io.eventmill.store.FailedQuery;
import io.eventmill.store.FailedReader;
import io.eventmill.store.StoredFailure;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LedgerNumbersTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:30:59Z");

  /** Answers nothing; notes from which minute on it was asked. */
  private static final class Asked implements Auditor {
    final LinkedBlockingQueue<Long> from = new LinkedBlockingQueue<>();

    @Override
    public List<String> sources() {
      return List.of("web");
    }

    @Override
    public AuditReport report(String source, long fromMinute, long toMinute) {
      from.add(fromMinute);
      return new AuditReport(0, List.of(), Map.of(), 0, List.of(), 0, Map.of());
    }
  }

  private static final class NoFailures implements FailedReader {
    @Override
    public List<StoredFailure> find(FailedQuery query) {
      return List.of();
    }

    @Override
    public long count(FailedFilter filter) {
      return 0;
    }

    @Override
    public List<FailedGroup> groups(FailedFilter filter, int limit) {
      return List.of();
    }

    @Override
    public StoredFailure byOrigin(Origin origin) {
      return null;
    }
  }

  @Test
  void theLedgerIsWorkedOutForTheWindowAndNotAMinuteMore() throws Exception {
    AuditConfig config = AuditConfig.defaults();
    config = StageSettings.with(config, "audit", "every", "1s");
    config = StageSettings.with(config, "audit", "window", "10m");
    Asked auditor = new Asked();
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);

    Numbers numbers = new Numbers();
    var ledger = LedgerNumbers.start(auditor, new NoFailures(), Map::of, config, clock, numbers);

    Long from = auditor.from.poll(30, TimeUnit.SECONDS);
    ledger.close();
    numbers.close();

    assertThat(from).isEqualTo(NOW.getEpochSecond() / 60 - 10);
  }
}
