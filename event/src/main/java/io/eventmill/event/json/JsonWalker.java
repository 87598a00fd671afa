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
    switch (valueBegins()) {
      case '{' -> object(depth + 1);
      case '[' -> array(depth + 1);
      case '"' -> {
        int from = at + 1;
        at = string(from);
        visitor.string(from, at - 1, escaped);
      }
      case 't' -> visitor.literal(literal("true", JsonKind.TRUE));
      case 'f' -> visitor.literal(literal("false", JsonKind.FALSE));
      case 'n' -> visitor.literal(literal("null", JsonKind.NULL));
      default -> {
        int from = at;
        number();
        visitor.number(from, at);
      }
    }
  }

  private void object(int depth) throws JsonSyntaxException {
    enter(depth);
    at++;
    visitor.beginObject();
    skipWhitespace();
    if (at < limit && json[at] == '}') {
      at++;
      visitor.endObject();
      return;
    }
    while (true) {
      member(depth);
      skipWhitespace();
      if (at < limit && json[at] == ',') {
        at++;
        skipWhitespace();
      } else if (at < limit && json[at] == '}') {
        at++;
        visitor.endObject();
        return;
      } else {
        throw error("expected ',' or '}' in the object, found " + found());
      }
    }
  }

  private void member(int depth) throws JsonSyntaxException {
    if (at >= limit || json[at] != '"') {
      throw error("expected a field name in quotes, found " + found());
    }
    int from = at + 1;
    at = string(from);
    visitor.name(from, at - 1, escaped);
    skipWhitespace();
    if (at >= limit || json[at] != ':') {
      throw error("expected ':' after the field name, found " + found());
    }
    at++;
    skipWhitespace();
    value(depth);
  }

  private void array(int depth) throws JsonSyntaxException {
    enter(depth);
    at++;
    visitor.beginArray();
    skipWhitespace();
    if (at < limit && json[at] == ']') {
      at++;
      visitor.endArray();
      return;
    }
    while (true) {
      value(depth);
      skipWhitespace();
      if (at < limit && json[at] == ',') {
        at++;
        skipWhitespace();
      } else if (at < limit && json[at] == ']') {
        at++;
        visitor.endArray();
        return;
      } else {
        throw error("expected ',' or ']' in the array, found " + found());
      }
    }
  }
}
