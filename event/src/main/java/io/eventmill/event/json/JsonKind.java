package io.eventmill.event.json;

import java.util.Locale;

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

  /** What a value is that begins with this byte and is known to be JSON. */
  public static JsonKind of(byte first) {
    return switch (first) {
      case '{' -> OBJECT;
      case '[' -> ARRAY;
      case '"' -> STRING;
      case 't' -> TRUE;
      case 'f' -> FALSE;
      case 'n' -> NULL;
      default -> NUMBER;
    };
  }

  /** For messages: what was found. */
  public String described() {
    return switch (this) {
      case ABSENT -> "nothing";
      case NULL, TRUE, FALSE -> name().toLowerCase(Locale.ROOT);
      case NUMBER -> "a number";
      case STRING -> "a string";
      case OBJECT -> "an object";
      case ARRAY -> "an array";
    };
  }

  /** A value with a text of its own: string, number, true or false. */
  public boolean isScalar() {
    return this == STRING || this == NUMBER || this == TRUE || this == FALSE;
  }
}
