package io.eventmill.read;

import java.io.IOException;

/** Makes an event of a line that is neither blank nor too long. */
interface Decoder {
  /**
   * @param more where the lines after this one are, for events that go over several
   */
  Item decode(Line line, LineReader more) throws IOException;

  /** What must stand before rejected lines so that they can be sent again; null for nothing. */
  default byte[] header() {
    return null;
  }
}
