package io.eventmill.pipeline;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Moves one setting of a stage's config record by its name: component {@code bodyMax} of the
 * collector's record is {@code collect.body_max}. So a record is all a stage has to write to have
 * settings, and its names cannot drift from what messages and docs call them.
 */
public final class StageSettings {
  private StageSettings() {}

  /** Names of the record's settings, in its order. */
  public static List<String> names(Class<? extends Record> type) {
    return Arrays.stream(type.getRecordComponents()).map(c -> snake(c.getName())).toList();
  }

  /**
   * The record with one setting changed.
   *
   * @param stage what stands before the dot in messages, e.g. collect
   * @throws IllegalArgumentException for an unknown name or a text that does not fit, saying what
   *     would be right
   */
  public static <R extends Record> R with(R config, String stage, String name, String text) {
    RecordComponent[] components = config.getClass().getRecordComponents();
    int place = names(config.getClass()).indexOf(name);
    if (place < 0) {
      List<String> known = new ArrayList<>(names(config.getClass()));
      throw new IllegalArgumentException(
          "'"
              + stage
              + "."
              + name
              + "' is not a setting"
              + Guess.among(name, known)
              + "; known: "
              + String.join(", ", known));
    }
    try {
      Object[] values = new Object[components.length];
      Class<?>[] types = new Class<?>[components.length];
      for (int i = 0; i < components.length; i++) {
        types[i] = components[i].getType();
        components[i].getAccessor().setAccessible(true);
        values[i] = components[i].getAccessor().invoke(config);
      }
      values[place] = parse(stage + "." + name, text, types[place]);
      @SuppressWarnings("unchecked") // the record's own constructor makes the record's own type
      R changed = (R) config.getClass().getDeclaredConstructor(types).newInstance(values);
      return changed;
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException wrong) {
        throw wrong;
      }
      throw new IllegalStateException(e.getCause());
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
    if (type == Path.class) {
      return Path.of(text);
    }
    if (type == List.class) {
      return Arrays.stream(text.split(",", -1)).map(String::trim).toList();
    }
    if (type == Duration.class) {
      return duration(name, text);
    }
    if (type == boolean.class) {
      return flag(name, text);
    }
    long size = size(name, text);
    if (type == long.class) {
      return size;
    }
    if (size > Integer.MAX_VALUE) {
      throw wrong(name, text, "a number up to " + Integer.MAX_VALUE);
    }
    return (int) size;
  }

  private static boolean flag(String name, String text) {
    if (text.equals("true") || text.equals("false")) {
      return text.equals("true");
    }
    throw wrong(name, text, "true or false");
  }

  private static long size(String name, String text) {
    return SizeText.parse(text)
        .orElseThrow(() -> wrong(name, text, "a number such as " + SizeText.EXAMPLES));
  }

  private static Duration duration(String name, String text) {
    return DurationText.parse(text)
        .orElseThrow(() -> wrong(name, text, "a duration such as " + DurationText.EXAMPLES));
  }

  private static IllegalArgumentException wrong(String name, String text, String right) {
    return new IllegalArgumentException(name + " is '" + text + "', expected " + right);
  }
}
