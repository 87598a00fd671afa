package io.eventmill.steps.validate;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.format.Format;
import io.eventmill.steps.validate.regex.EcmaPattern;
import java.util.Objects;

/**
 * A format of the library that is asked about texts up to a length only. Most formats are patterns
 * that try many ways or recurse once per character, and a text is whatever someone sends. A text
 * beyond the bound is not of the format.
 */
final class BoundedFormat implements Format {
  /** The longest there can be: 64 before the sign, 255 behind; the check takes length². */
  private static final int EMAIL_LENGTH_MAX = 320;

  private final Format format;
  private final int lengthMax;
  private final boolean pattern;

  BoundedFormat(Format format, SchemaSettings settings) {
    this.format = Objects.requireNonNull(format, "format is null");
    this.pattern = format.getName().equals("regex");
    this.lengthMax =
        format.getName().endsWith("email")
            ? Math.min(EMAIL_LENGTH_MAX, settings.formatLengthMax())
            : settings.formatLengthMax();
  }

  @Override
  public String getName() {
    return format.getName();
  }

  @Override
  public String getMessageKey() {
    return format.getMessageKey();
  }

  @Override
  public boolean matches(ExecutionContext execution, SchemaContext schema, String value) {
    if (value.length() > lengthMax) {
      return false;
    }
    if (pattern) {
      return EcmaPattern.isPattern(value); // without building its table
    }
    try {
      return format.matches(execution, schema, value);
    } catch (StackOverflowError e) { // java.util.regex recurses once per repetition of a group
      return false;
    }
  }
}
