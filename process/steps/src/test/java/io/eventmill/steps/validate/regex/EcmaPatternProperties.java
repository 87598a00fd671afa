package io.eventmill.steps.validate.regex;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Our engines against java.util.regex, on patterns that both read the same way. */
class EcmaPatternProperties {

  @Property(tries = 5_000)
  void theTableAgreesWithJava(@ForAll("patterns") String pattern, @ForAll("texts") String text) {
    boolean expected = Pattern.compile(pattern.replace("$", "\\z")).matcher(text).find();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

    EcmaPattern compiled = EcmaPattern.compile(pattern, Integer.MAX_VALUE);

    assertThat(compiled.find(text)).as("/%s/ in '%s'", pattern, text).isEqualTo(expected);
    assertThat(compiled.find(bytes, 0, bytes.length)).isEqualTo(expected);
  }

  @Property(tries = 2_000)
  void theOtherEngineAgreesToo(@ForAll("patterns") String pattern, @ForAll("texts") String text) {
    boolean expected = Pattern.compile(pattern.replace("$", "\\z")).matcher(text).find();

    boolean found = new Backtracking(ReParser.parse(pattern), Integer.MAX_VALUE).find(text);

    assertThat(found).as("/%s/ in '%s'", pattern, text).isEqualTo(expected);
  }

  @Property(tries = 2_000)
  void neverThrowsAnythingButItsOwn(@ForAll("noise") String pattern, @ForAll("texts") String text) {
    try {
      EcmaPattern.compile(pattern).find(text);
    } catch (PatternSyntax | TooManySteps e) {
      assertThat(e).hasMessageMatching("(?s).+");
    }
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of("a", "b", "c", "1", "é", "€", "😀", " ", "_")
        .list()
        .ofMaxSize(8)
        .map(parts -> String.join("", parts));
  }

  @Provide
  Arbitrary<String> noise() {
    return Arbitraries.strings()
        .withChars("ab(){}[]?*+^$|\\-:=!<>,1kpuxd\ud83d\ude00")
        .ofMaxLength(14);
  }

  @Provide
  Arbitrary<String> patterns() {
    Arbitrary<String> atom =
        Arbitraries.of(
            "a", "b", "1", "é", "😀", ".", "[ab]", "[^a]", "[a-cé]", "[^😀]", "\\d", "\\D", "\\w",
            "\\W", "[\\d_]", "^", "$", "(?:)");
    return Arbitraries.recursive(
        () -> atom,
        inner ->
            Arbitraries.oneOf(
                inner.list().ofMinSize(1).ofMaxSize(3).map(parts -> String.join("", parts)),
                inner.list().ofMinSize(2).ofMaxSize(3).map(p -> "(" + String.join("|", p) + ")"),
                inner.map(p -> "(?:" + p + ")*"),
                inner.map(p -> "(?:" + p + ")+?"),
                inner.map(p -> "(?:" + p + ")?"),
                inner.map(p -> "(?:" + p + "){1,3}")),
        0,
        4);
  }
}
