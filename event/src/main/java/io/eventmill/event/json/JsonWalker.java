package io.eventmill.event.json;

/**
 * One pass over a JSON text that tells a visitor everything in it, for those who cannot name the
 * fields they want beforehand. As strict as {@link JsonScanner}. Not for sharing between threads.
 */
public final class JsonWalker extends JsonLexer {
  private final JsonVisitor visitor;

  public JsonWalker(JsonVisitor visitor) {
    this(visitor, JsonScanner.DEPTH_MAX_DEFAULT);
  }

  public JsonWalker(JsonVisitor visitor, int depthMax) {
    super(depthMax);
    this.visitor = visitor;
  }

  /** Walks the whole array; anything but white space after the value is an error. */
  public void walk(byte[] bytes) throws JsonSyntaxException {
    begin(bytes, 0, bytes.length);
    skipWhitespace();
    value(0);
    expectEnd();
  }

  private void value(int depth) throws JsonSyntaxException {
    int from = at;
    JsonKind kind = valueBegins();
    switch (kind) {
      case OBJECT -> object(depth + 1);
      case ARRAY -> array(depth + 1);
      case STRING -> {
        string();
        visitor.string(from + 1, at - 1, escaped);
      }
      case TRUE -> literal("true");
      case FALSE -> literal("false");
      case NULL -> literal("null");
      default -> {
        number();
        visitor.number(from, at);
      }
    }
    if (kind == JsonKind.TRUE || kind == JsonKind.FALSE || kind == JsonKind.NULL) {
      visitor.literal(kind);
    }
  }

  private void object(int depth) throws JsonSyntaxException {
    open(depth);
    visitor.beginObject();
    if (!take('}')) {
      do {
        member(depth);
      } while (goesOn('}', "object"));
    }
    visitor.endObject();
  }

  private void member(int depth) throws JsonSyntaxException {
    int from = at + 1;
    name();
    visitor.name(from, at - 1, escaped);
    colon();
    value(depth);
  }

  private void array(int depth) throws JsonSyntaxException {
    open(depth);
    visitor.beginArray();
    if (!take(']')) {
      do {
        value(depth);
      } while (goesOn(']', "array"));
    }
    visitor.endArray();
  }
}
