package io.eventmill.query.trace;

import io.eventmill.event.Origin;
import io.eventmill.store.StoredOutcome;
import io.eventmill.topics.RawHeaders;
import java.util.List;

/**
 * The way of one raw record.
 *
 * @param headers what raw says of it; null when the log has forgotten it
 * @param outcome what became of it; null while the store has nothing of it
 * @param processedTo up to which offset of its partition processing says it is done; -1 when it has
 *     said nothing
 * @param schema subject and version that it was checked against; null for none
 * @param additions what processing wrote into it; empty when raw has forgotten what was sent
 * @param routes where else it was put; empty while it is on its way
 * @param duplicateOf for a duplicate: the record that passed before it; null when it is not there
 */
public record Journey(
    String source,
    String rawTopic,
    Origin origin,
    RawHeaders headers,
    StoredOutcome outcome,
    long processedTo,
    String schema,
    List<Addition> additions,
    List<RoutedPlace> routes,
    Origin duplicateOf) {}
