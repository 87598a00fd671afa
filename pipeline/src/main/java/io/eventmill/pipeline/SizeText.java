package io.eventmill.pipeline;

import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** 1000, 512KB, 16MB, 2GB: sizes and counts as pipeline files, settings and options write them. */
public final class SizeText {
  /** What to tell somebody who wrote something else. */
  public static final String EXAMPLES = "1000, 512KB or 16MB";

  private static final Pattern FORM = Pattern.compile("(\\d{1,15})\\s*([kmgKMG]?)[bB]?");

  private SizeText() {}

  /** Empty for a text that is not a size. */
  public static OptionalLong parse(String text) {
    Matcher m = FORM.matcher(text.strip());
    if (!m.matches()) {
      return OptionalLong.empty();
    }
    int power = m.group(2).isEmpty() ? 0 : "kmg".indexOf(m.group(2).toLowerCase(Locale.ROOT)) + 1;
    return OptionalLong.of(Math.multiplyExact(Long.parseLong(m.group(1)), 1L << (10 * power)));
  }

  /** In the largest unit that leaves a whole number. */
  static String of(long size) {
    int power = 0;
    long left = size;
    while (power < 3 && left > 0 && left % 1024 == 0) {
      left /= 1024;
      power++;
    }
    return left + List.of("B", "KB", "MB", "GB").get(power);
  }
}
