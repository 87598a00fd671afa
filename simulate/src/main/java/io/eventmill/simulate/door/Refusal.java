package io.eventmill.simulate.door;

/**
 * An event the collector will never take, and why.
 *
 * @param number the number under which it was put
 * @param message the collector's own words
 */
public record Refusal(long number, int status, String message, byte[] event) {
  @Override
  public String toString() {
    return status + ": " + message;
  }
}
