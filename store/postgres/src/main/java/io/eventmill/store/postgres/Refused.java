package io.eventmill.store.postgres;

import io.eventmill.event.ResultRow;

/**
 * A row that a table can never take.
 *
 * @param table as {@code schema.table}
 */
record Refused(String table, ResultRow row, String reason) {}
