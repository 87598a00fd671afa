package io.eventmill.collect;

import io.eventmill.pipeline.Guess;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Moves one setting of {@link CollectConfig} by its name, from a value or from text. */
final class Settings {
  private static final Pattern SIZE = Pattern.compile("(\\d+)\\s*([kmgKMG]?)[bB]?");
  private static final Pattern TIME = Pattern.compile("(\\d+)\\s*(ms|s|m|h|d)");

  private Settings() {}

  static CollectConfig with(CollectConfig config, String setting, Object value) {
    String name = setting.startsWith("collect.") ? setting.substring(8) : setting;
    RecordComponent[] components = CollectConfig.class.getRecordComponents();
    Object[] values = new Object[components.length];
    Class<?>[] types = new Class<?>[components.length];
    List<String> known = new ArrayList<>();
    boolean found = false;
    try {
      for (int i = 0; i < components.length; i++) {
        types[i] = components[i].getType();
        values[i] = components[i].getAccessor().invoke(config);
        known.add(snake(components[i].getName()));
        if (known.get(i).equals(name)) {
          values[i] = value instanceof String text ? parse(name, text, types[i]) : value;
          found = true;
        }
      }
      if (!found) {
        throw new IllegalArgumentException(
            "collect." + name + " is not a setting" + Guess.among(name, known));
      }
      return CollectConfig.class.getDeclaredConstructor(types).newInstance(values);
    } catch (java.lang.reflect.InvocationTargetException e) {
      throw e.getCause() instanceof IllegalArgumentException wrong
          ? wrong
          : new IllegalStateException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  static String snake(String camel) {
    return camel.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  private static Object parse(String name, String text, Class<?> type) {
    if (type == String.class) {
      return text;
    }
    if (type == List.class) {
      return Arrays.stream(text.split(",", -1)).map(String::trim).toList();
    }
    if (type == Duration.class) {
      return time(name, text);
    }
    long size = size(name, text);
    if (type == long.class) {
      return size;
    }
    if (size > Integer.MAX_VALUE) {
      throw wrong(name, text, "at most " + Integer.MAX_VALUE);
    }
    return (int) size;
  }

  private static long size(String name, String text) {
    Matcher m = SIZE.matcher(text.trim());
    if (!m.matches() || m.group(1).length() > 15) {
      throw wrong(name, text, "a number such as 1000, 512KB or 16MB");
    }
    int power = m.group(2).isEmpty() ? 0 : "kmg".indexOf(m.group(2).toLowerCase(Locale.ROOT)) + 1;
    return Math.multiplyExact(Long.parseLong(m.group(1)), 1L << (10 * power));
  }

  private static Duration time(String name, String text) {
    Matcher m = TIME.matcher(text.trim());
    if (!m.matches() || m.group(1).length() > 9) {
      throw wrong(name, text, "a time such as 500ms, 10s or 5m");
    }
    long n = Long.parseLong(m.group(1));
    return switch (m.group(2)) {
      case "ms" -> Duration.ofMillis(n);
      case "s" -> Duration.ofSeconds(n);
      case "m" -> Duration.ofMinutes(n);
      case "h" -> Duration.ofHours(n);
      default -> Duration.ofDays(n);
    };
  }

  private static IllegalArgumentException wrong(String name, String text, String right) {
    return new IllegalArgumentException(
        "collect." + name + " is '" + text + "'; expected " + right);
  }
}
