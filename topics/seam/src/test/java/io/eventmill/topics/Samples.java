package io.eventmill.topics;

import io.eventmill.event.Dropped;
import io.eventmill.event.Event;
import io.eventmill.event.FailedEvent;
import io.eventmill.event.Origin;
import io.eventmill.event.Reason;
import io.eventmill.event.Sender;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;

/** Generated events, and a record as it comes back from the log. */
final class Samples {
  private Samples() {}

  static Arbitrary<Origin> origins() {
    return Combinators.combine(
            Arbitraries.longs(),
            Arbitraries.longs(),
            Arbitraries.integers().greaterOrEqual(0),
            Arbitraries.longs().greaterOrEqual(0))
        .as(Origin::new);
  }

  /** Any text that UTF-8 can carry, with a taste for what JSON must escape. */
  static Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.strings()
            .withChars('"', '\\', '/', '\n', '\u0000', '\u001f', '\u007f', 'a', 'ä', '\u2028')
            .ofMaxLength(30),
        Arbitraries.strings().withCharRange('\u0000', '\ud7ff').ofMaxLength(30),
        Arbitraries.of("😀", "", "{\"a\":1}", "\ufffd"));
  }

  static Arbitrary<byte[]> bodies() {
    return Arbitraries.oneOf(
        Arbitraries.bytes().array(byte[].class).ofMaxSize(200),
        texts().map(t -> t.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
        Arbitraries.of(0, 1, 100).map(byte[]::new));
  }

  static Arbitrary<Event> events() {
    return Combinators.combine(
            origins(),
            texts(),
            texts(),
            texts(),
            Arbitraries.longs(),
            Arbitraries.longs(),
            bodies())
        .as(Event::new);
  }

  static Arbitrary<FailedEvent> failures() {
    var words = Combinators.combine(texts(), texts(), texts(), texts()).as(java.util.List::of);
    return Combinators.combine(
            origins(),
            words,
            Arbitraries.of(Reason.class),
            texts().injectNull(0.3),
            texts().injectNull(0.3),
            Arbitraries.longs(),
            senders(),
            bodies())
        .as(
            (origin, word, reason, pointer, schema, received, sender, body) ->
                new FailedEvent(
                    origin,
                    word.get(0),
                    word.get(1),
                    word.get(2),
                    reason,
                    word.get(3),
                    pointer,
                    schema,
                    received,
                    received.intValue(),
                    sender,
                    body));
  }

  static Arbitrary<Sender> senders() {
    Arbitrary<byte[]> bytes = bodies().injectNull(0.3);
    return Combinators.combine(bytes, bytes, bytes).as(Sender::new);
  }

  static Arbitrary<Dropped> dropped() {
    return Combinators.combine(
            origins(), texts(), texts(), Arbitraries.longs(), Arbitraries.of(Dropped.Cause.class))
        .as(Dropped::new);
  }

  static ConsumerRecord<byte[], byte[]> fromLog(ProducerRecord<byte[], byte[]> written) {
    return new ConsumerRecord<>(
        written.topic(),
        written.partition() == null ? 0 : written.partition(),
        0,
        written.timestamp() == null ? 1 : written.timestamp(),
        TimestampType.CREATE_TIME,
        -1,
        -1,
        written.key(),
        written.value(),
        written.headers(),
        java.util.Optional.empty());
  }
}
