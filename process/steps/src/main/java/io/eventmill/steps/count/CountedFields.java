package io.eventmill.steps.count;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventmill.event.json.JsonFields;
import io.eventmill.event.json.JsonKind;
import io.eventmill.event.json.JsonScanner;
import io.eventmill.event.json.JsonStrings;
import io.eventmill.event.json.JsonSyntaxException;
import io.eventmill.pipeline.Count;
import io.eventmill.store.FieldText;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Which group an event is counted in, and whether it is counted at all. Values are compared as
 * stores compare them: 1 and 1.0 are one; what is absent, null, an object or an array has no value.
 * Not for sharing between threads.
 */
public final class CountedFields {
  private final JsonScanner scanner;
  private final int[] by;
  private final int[] where;
  private final String[] wanted;
  private final int textMax;

  /**
   * @param textMax characters of a value; of a longer one the beginning stands, with a fingerprint
   */
  public CountedFields(Count count, int textMax) {
    List<String> pointers = new ArrayList<>(count.by());
    count.where().keySet().stream().filter(p -> !pointers.contains(p)).forEach(pointers::add);
    JsonFields fields = JsonFields.of(pointers);
    this.scanner = new JsonScanner(fields, JsonScanner.DEPTH_MAX_LIMIT);
    this.by = count.by().stream().mapToInt(fields::indexOf).toArray();
    this.where = count.where().keySet().stream().mapToInt(fields::indexOf).toArray();
    this.wanted = count.where().values().toArray(String[]::new);
    this.textMax = textMax;
  }

  /** The group's text; null for an event that is not counted. */
  public String group(byte[] json) {
    boolean readable = scan(json);
    for (int i = 0; i < where.length; i++) {
      if (!readable || !isWanted(where[i], wanted[i])) {
        return null;
      }
    }
    if (by.length == 1 && readable && scanner.kind(by[0]) == JsonKind.STRING) {
      String text = text(by[0]);
      return Group.of(text.length() > textMax ? shortened(text) : text);
    }
    List<String> values = new ArrayList<>(by.length);
    for (int field : by) {
      values.add(readable ? value(field) : "null");
    }
    return Group.of(values);
  }

  private boolean scan(byte[] json) {
    try {
      scanner.scan(json);
      return true;
    } catch (JsonSyntaxException e) {
      return false; // processing writes nothing like it; whoever does has events without fields
    }
  }

  /** A number is compared by its value: 1.0 is wanted, 1 is right, and the string "1" is not. */
  private boolean isWanted(int field, String value) {
    String text = text(field);
    return text != null
        && text.equals(scanner.kind(field) == JsonKind.NUMBER ? FieldText.numberIn(value) : value);
  }

  /** As stores see it; null when the field has none. */
  private String text(int field) {
    JsonKind kind = scanner.kind(field);
    return switch (kind) {
      case STRING -> FieldText.ofString(scanner.text(field));
      case NUMBER -> FieldText.ofNumber(scanner.text(field));
      case TRUE -> "true";
      case FALSE -> "false";
      default -> null;
    };
  }

  private String value(int field) {
    String text = text(field);
    if (text == null) {
      return "null";
    }
    boolean isLong = text.length() > textMax; // then also a number becomes a text
    if (!isLong && scanner.kind(field) != JsonKind.STRING) {
      return text;
    }
    return JsonStrings.quote(isLong ? shortened(text) : text);
  }

  /** No other text becomes the same one: this is longer than any that is left as it is. */
  private String shortened(String text) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      String start = FieldText.ofString(text.substring(0, textMax));
      return start + "…" + HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
