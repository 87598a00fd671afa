package io.eventmill.query;

import io.eventmill.store.EventReader;
import java.time.Clock;

/** What every question has at hand. */
record Store(EventReader reader, QueryConfig config, Clock clock) {}
