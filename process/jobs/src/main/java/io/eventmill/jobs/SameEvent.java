package io.eventmill.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventmill.event.Origin;
import io.eventmill.event.Outcome;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Names what may be the same event, by 128 bits of SHA-256: those of one id on one partition of a
 * raw topic, as in the stream. For one thread.
 */
final class SameEvent {
  private final MessageDigest digest;

  SameEvent() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  KeyHash byId(Outcome outcome) {
    Origin o = outcome.origin();
    digest.update(
        ByteBuffer.allocate(20)
            .putLong(o.topicIdHigh())
            .putLong(o.topicIdLow())
            .putInt(o.partition())
            .flip());
    return hash(outcome.source() + "\n" + outcome.id());
  }

  /** Of one that stood on no topic: whichever file it came from. */
  KeyHash byIdAlone(Outcome outcome) {
    return hash(outcome.source() + "\n" + outcome.id());
  }

  /** Of one that no other can be, but the same record once more. */
  KeyHash byPlace(Outcome outcome) {
    digest.update(outcome.origin().toBytes());
    return hash(outcome.source());
  }

  /** A place for what stands in a file and has none on a topic: the same file, the same place. */
  Origin ofFile(String path, long row) {
    KeyHash file = hash(path);
    return new Origin(file.high(), file.low(), 0, row);
  }

  private KeyHash hash(String text) {
    ByteBuffer hash = ByteBuffer.wrap(digest.digest(text.getBytes(UTF_8)));
    return new KeyHash(hash.getLong(), hash.getLong());
  }
}
