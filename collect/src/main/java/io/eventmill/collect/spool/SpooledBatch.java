package io.eventmill.collect.spool;

import io.eventmill.event.RawEvent;
import java.util.BitSet;
import java.util.List;

/**
 * One batch in the spool: kept whole or not at all.
 *
 * @param firstSequence number of its first event; the others follow. A number is never used twice
 * @param topic where its events belong
 * @param maybeSent events that were on their way to the log when the batch was spooled: after a
 *     crash nobody knows whether they have arrived
 */
record SpooledBatch(long firstSequence, String topic, List<RawEvent> events, BitSet maybeSent) {
  long lastSequence() {
    return firstSequence + events.size() - 1;
  }
}
