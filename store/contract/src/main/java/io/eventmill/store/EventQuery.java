package io.eventmill.store;

/**
 * @param limit events per page, 1 or more
 * @param after where the page before ended; null for the first page
 * @param oldestFirst newest first when false
 */
public record EventQuery(EventFilter filter, int limit, Cursor after, boolean oldestFirst) {}
