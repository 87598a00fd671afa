package io.eventmill.query;

import io.eventmill.store.EventReader;
import io.eventmill.store.FailedReader;
import io.eventmill.store.LedgerReader;
import java.time.Clock;

/** What every question has at hand. */
record Store(
    EventReader reader,
    FailedReader failures,
    LedgerReader ledger,
    EventCounts counts,
    QueryConfig config,
    Clock clock) {}
