package io.eventmill.read;

import io.eventmill.event.json.JsonStrings;
import io.eventmill.pipeline.Guess;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What CSV cells become. {@code text} (the default): every cell a text, so that a postcode keeps
 * its zeros and a column never has two types. {@code auto}: numbers, true, false and empty cells
 * (null) by their looks. Single columns besides: {@code status=number,active=boolean,zip=text}.
 */
final class CellTypes {
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

  /** Above this many characters a number may not come back as it was: an id rather than a sum. */
  private static final int AUTO_NUMBER_CHARS_MAX = 15;

  private static final List<String> WORDS = List.of("text", "auto", "number", "boolean");

  private enum Type {
    TEXT,
    AUTO,
    NUMBER,
    BOOLEAN
  }

  private final Map<String, Type> columns = new HashMap<>();
  private Type others = Type.TEXT;

  static CellTypes parse(String text) {
    CellTypes types = new CellTypes();
    for (String part : text.split(",")) {
      int equals = part.lastIndexOf('=');
      Type type = type(part.substring(equals + 1).strip(), part);
      if (equals >= 0) {
        types.columns.put(part.substring(0, equals).strip(), type);
      } else if (type == Type.TEXT || type == Type.AUTO) {
        types.others = type;
      } else {
        throw new ReadException("--types: '" + part + "' names no column; write column=" + part);
      }
    }
    return types;
  }

  private static Type type(String word, String part) {
    if (!WORDS.contains(word)) {
      throw new ReadException(
          "--types: '"
              + part
              + "' is not understood"
              + Guess.among(word, WORDS)
              + "; write text, auto, or column=number, column=boolean, column=text");
    }
    return Type.valueOf(word.toUpperCase(Locale.ROOT));
  }

  void check(Collection<String> names) {
    for (String column : columns.keySet()) {
      if (!names.contains(column)) {
        throw new ReadException(
            "--types: there is no column '"
                + column
                + "'"
                + Guess.among(column, names)
                + "; columns: "
                + String.join(", ", names));
      }
    }
  }

  /** The cell as JSON. */
  String json(String column, String cell) throws UnreadableException {
    Type type = columns.getOrDefault(column, others);
    if (type == Type.TEXT) {
      return JsonStrings.quote(cell);
    }
    String word = cell.strip();
    if (word.isEmpty()) {
      return "null";
    }
    boolean number = type != Type.BOOLEAN && NUMBER.matcher(word).matches();
    if (type == Type.AUTO) {
      boolean plain = number && word.length() <= AUTO_NUMBER_CHARS_MAX || isBoolean(word);
      return plain ? word : JsonStrings.quote(cell);
    }
    if (number || type == Type.BOOLEAN && isBoolean(word)) {
      return word;
    }
    throw new UnreadableException(
        "column '"
            + column
            + "': '"
            + cell
            + "' is not a "
            + type.name().toLowerCase(Locale.ROOT)
            + (type == Type.BOOLEAN ? " (true or false)" : ""));
  }

  private static boolean isBoolean(String word) {
    return word.equals("true") || word.equals("false");
  }
}
