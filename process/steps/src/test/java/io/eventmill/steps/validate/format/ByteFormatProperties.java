package io.eventmill.steps.validate.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.format.Format;
import com.networknt.schema.format.Formats;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is sure by its bytes is so to the library, and what is common is sure. */
class ByteFormatProperties {
  private static final Map<String, List<String>> COMMON =
      Map.ofEntries(
          Map.entry(
              "date-time",
              List.of(
                  "2026-11-21T08:30:00Z",
                  "2024-02-29T23:59:59.999999999+14:00",
                  "1999-12-31T00:00:00.1-00:30")),
          Map.entry("date", List.of("2026-11-21", "2000-02-29", "1000-01-01", "9999-12-31")),
          Map.entry("time", List.of("08:30:00Z", "23:59:59.123+00:00", "00:00:00-11:30")),
          Map.entry("uuid", List.of("6513270e-269e-4d37-b2a7-4DE452E6B438")),
          Map.entry("ipv4", List.of("192.0.2.1", "0.0.0.0", "255.255.255.255", "10.20.30.40")),
          Map.entry(
              "ipv6",
              List.of("::", "::1", "2001:db8::", "2001:db8::ff00:42:8329", "1:2:3:4:5:6:7:8")),
          Map.entry("hostname", List.of("shop.example.com", "localhost", "a-b.c", "4.de")),
          Map.entry(
              "email", List.of("jo@example.com", "j.o+x_y-z@mail.shop.co.uk", "hwilcox@yahoo.com")),
          Map.entry(
              "uri",
              List.of(
                  "http://www.dummywebsite.com/product_a",
                  "https://example.com:8443/a/b%20c?q=1&r=x+y#part-2",
                  "http://10.0.0.1")),
          Map.entry("uri-reference", List.of("https://example.com/a?b")),
          Map.entry("iri", List.of("https://example.com/a?b")),
          Map.entry("idn-email", List.of("jo@example.com")));

  private static final String SIGNS = "0123456789abcdefgzAZ.:-+@/?#%[]{}()<>|\\ \"'~_,;é!TtZ\n";

  static Stream<Arguments> common() {
    return COMMON.entrySet().stream()
        .flatMap(
            entry -> entry.getValue().stream().map(text -> Arguments.of(entry.getKey(), text)));
  }

  @ParameterizedTest
  @MethodSource("common")
  void knowsTheCommonShapes(String format, String text) {
    assertThat(surely(format, text)).isTrue();
    assertThat(library(format, text)).isTrue();
  }

  @Property(tries = 20_000, shrinking = ShrinkingMode.OFF)
  void isSureOnlyOfWhatTheLibraryTakes(@ForAll Random random) {
    List<String> names = COMMON.keySet().stream().sorted().toList();
    String format = names.get(random.nextInt(names.size()));
    List<String> texts = COMMON.get(format);
    StringBuilder text = new StringBuilder(texts.get(random.nextInt(texts.size())));
    for (int i = random.nextInt(4); i > 0 && text.length() > 0; i--) {
      int at = random.nextInt(text.length());
      char sign = SIGNS.charAt(random.nextInt(SIGNS.length()));
      switch (random.nextInt(4)) {
        case 0 -> text.insert(at, sign);
        case 1 -> text.deleteCharAt(at);
        case 2 -> text.setCharAt(at, sign);
        default -> text.insert(at, text.substring(at));
      }
    }
    if (surely(format, text.toString())) {
      assertThat(library(format, text.toString())).as("%s '%s'", format, text).isTrue();
    }
  }

  private static boolean surely(String format, String text) {
    byte[] bytes = ("\"" + text + "\"").getBytes(UTF_8);
    return ByteFormat.of(format).surely(bytes, 1, bytes.length - 1);
  }

  private static boolean library(String name, String text) {
    Format format =
        Formats.DEFAULT.stream()
            .filter(one -> one.getName().equals(name))
            .findFirst()
            .orElseThrow();
    return format.matches(new ExecutionContext(), text);
  }
}
