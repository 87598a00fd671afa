package io.eventmill.event.json;

/**
 * Is told what stands in a JSON text, in order. Indexes point into the bytes given to the walker;
 * what is told before a syntax error must not be trusted.
 */
public interface JsonVisitor {
  void beginObject();

  void endObject();

  void beginArray();

  void endArray();

  /** A field's name, without its quotes. */
  void name(int from, int to, boolean escaped);

  /** A string, without its quotes. */
  void string(int from, int to, boolean escaped);

  void number(int from, int to);

  /** True, false or null. */
  void literal(JsonKind kind);
}
