package io.eventmill.event.json;

/** What a scanned field holds. */
public enum JsonKind {
  ABSENT,
  NULL,
  TRUE,
  FALSE,
  NUMBER,
  STRING,
  OBJECT,
  ARRAY;

  /** A value with a text of its own: string, number, true or false. */
  public boolean isScalar() {
    return this == STRING || this == NUMBER || this == TRUE || this == FALSE;
  }
}
