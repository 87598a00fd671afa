package io.eventmill.store;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * The text of a JSON value: what fields are compared by, counted by and searched by, the same in
 * every store. A string's text is the string; true and false are themselves; a number is written
 * one way per value, so that 1, 1.0 and 1e0 are one. Nulls, objects and arrays have no text.
 */
public final class FieldText {
  /** A number written longer than this is compared as it is written, not by its value. */
  public static final int NUMBER_LENGTH_MAX = 400;

  /** Whole numbers of more digits are written with an exponent. */
  private static final int WHOLE_DIGITS_MAX = 38;

  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

  private FieldText() {}

  /** The text as UTF-8 can hold it: half of a surrogate pair becomes U+FFFD. */
  public static String ofString(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return replaceLoneSurrogates(text);
      }
    }
    return text;
  }

  /**
   * The one way to write the number: whole ones in digits (from 39 digits on as 1.5e+40), others in
   * digits down to 0.0001 and as 1e-05 below.
   *
   * @param json a JSON number
   */
  public static String ofNumber(String json) {
    if (json.length() > NUMBER_LENGTH_MAX) {
      return json;
    }
    BigDecimal value;
    try {
      value = new BigDecimal(json).stripTrailingZeros();
    } catch (ArithmeticException | NumberFormatException e) { // an exponent past two billion
      return json;
    }
    if (value.signum() == 0) {
      return "0";
    }
    long exponent = (long) value.precision() - value.scale() - 1;
    boolean whole = value.scale() <= 0;
    if (whole ? exponent < WHOLE_DIGITS_MAX : exponent >= -4) {
      return value.toPlainString();
    }
    return scientific(value, exponent);
  }

  /** The same for a value someone asks for: null when it is not a JSON number. */
  public static String numberIn(String value) {
    boolean number = value.length() <= NUMBER_LENGTH_MAX && NUMBER.matcher(value).matches();
    return number ? ofNumber(value) : null;
  }

  private static String scientific(BigDecimal value, long exponent) {
    String digits = value.unscaledValue().abs().toString();
    StringBuilder out = new StringBuilder(value.signum() < 0 ? "-" : "").append(digits.charAt(0));
    if (digits.length() > 1) {
      out.append('.').append(digits, 1, digits.length());
    }
    out.append(exponent < 0 ? "e-" : "e+");
    long size = Math.abs(exponent);
    return out.append(size < 10 ? "0" : "").append(size).toString();
  }

  private static String replaceLoneSurrogates(String text) {
    StringBuilder out = new StringBuilder(text);
    for (int i = 0; i < out.length(); i++) {
      char c = out.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < out.length()
          && Character.isLowSurrogate(out.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        out.setCharAt(i, '\ufffd');
      }
    }
    return out.toString();
  }
}
