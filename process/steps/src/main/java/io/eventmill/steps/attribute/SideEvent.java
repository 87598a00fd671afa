package io.eventmill.steps.attribute;

/**
 * An event as a touch or as a conversion: its key as 128 bits, and what rows tell of it. Arrays are
 * not to be changed.
 *
 * @param conversion false for a touch
 * @param missing which value of the key the event does not have; null when it has a key
 * @param dueMillis when a conversion's row is final; see {@link Conversion}
 * @param expiresMillis when it is forgotten
 * @param old whether it was received more than the lateness after its time
 * @param values of its columns, each a JSON value or null
 * @param lookupBy what its row of master data is looked up by; null: there is nothing to look up
 */
public record SideEvent(
    long keyHigh,
    long keyLow,
    boolean conversion,
    String missing,
    String id,
    long timeMicros,
    long dueMillis,
    long expiresMillis,
    boolean old,
    byte[][] values,
    String lookupBy) {
  Touch asTouch(long keptMillis) {
    return new Touch(id, timeMicros, expiresMillis, keptMillis, values);
  }

  Conversion asConversion(long keptMillis, Moment came) {
    return new Conversion(id, timeMicros, dueMillis, expiresMillis, keptMillis, came, values);
  }

  /** The same with the values of its columns. */
  public SideEvent withValues(byte[][] others) {
    return new SideEvent(
        keyHigh,
        keyLow,
        conversion,
        missing,
        id,
        timeMicros,
        dueMillis,
        expiresMillis,
        old,
        others,
        lookupBy);
  }
}
