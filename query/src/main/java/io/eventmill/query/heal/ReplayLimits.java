package io.eventmill.query.heal;

import java.time.Duration;

/**
 * @param batch events sent to the log at once, at most
 * @param batchBytes about how many bytes of them are in memory at once
 * @param patience how long to wait for the ledger to have read raw, and for the log to answer
 */
public record ReplayLimits(int batch, int batchBytes, Duration patience) {}
