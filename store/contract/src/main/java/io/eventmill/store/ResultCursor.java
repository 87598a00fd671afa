package io.eventmill.store;

/** A place in the order of a result's rows; names one row, so a page can begin right behind it. */
public record ResultCursor(long timeMicros, String id) {}
