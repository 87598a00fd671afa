package io.eventmill.store;

import io.eventmill.event.Origin;

/**
 * A place in the order of events: by event time, then by origin (topic id, partition, offset; all
 * as signed numbers). Both together name one event, so a page can begin right behind it, whatever
 * has been stored meanwhile.
 */
public record Cursor(long timeMicros, Origin origin) {}
