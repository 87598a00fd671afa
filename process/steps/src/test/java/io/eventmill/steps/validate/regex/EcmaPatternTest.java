package io.eventmill.steps.validate.regex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EcmaPatternTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "b+~abbc~true",
        "^b+~abbc~false",
        "^\\d{4}-\\d{2}$~2026-11~true",
        "^\\d{4}-\\d{2}$~2026-1~false",
        "^(?:a|bc)*$~abcbca~true",
        "^(?:a|bc)*$~abcc~false",
        "^[^a-c]$~ü~true",
        "^.{2}$~😀€~true",
        "^\\u{1F600}.$~😀€~true",
        "^\\uD83D\\uDE00~😀€~true",
        "^[😀-😂]$~😁~true",
        "^\\p{Lu}\\P{Lu}+$~Éclair~true",
        "^\\p{Script=Greek}+$~λόγος~true",
        "^a{2,3}$~aaaa~false",
        "^a{2,}?$~aaaa~true",
        "^a{,3}$~a{,3}~true",
        "^[\\w.-]+@[a-z]+$~jo.e-x@shop~true",
        "^[a&&b]+$~&~true",
        "[]~x~false",
        "[^]~x~true",
        "a|$^|c~x~false",
        "^$~~true",
        "x*~~true",
        "\\bcat\\b~a cat!~true",
        "\\bcat\\b~concat~false",
        "\\Bcat~concat~true",
        "^(?=.*\\d)(?!.*z).+$~ab1~true",
        "^(?=.*\\d)(?!.*z).+$~ab1z~false",
        "(?<=€)\\d~€5~true",
        "^(\\w)(\\w)\\2\\1$~abba~true",
        "^(?<first>\\w)\\k<first>$~ab~false",
        "^\\x41\\cJ?$~A~true",
        "^\\.\\-\\/\\_$~.-/_~true"
      })
  void meansWhatEcma262Means(String pattern, String text, boolean found) {
    EcmaPattern compiled = EcmaPattern.compile(pattern);
    String given = text == null ? "" : text;
    byte[] bytes = ("<" + given + ">").getBytes(StandardCharsets.UTF_8);

    assertThat(compiled.find(given)).isEqualTo(found);
    assertThat(compiled.find(bytes, 1, bytes.length - 1)).isEqualTo(found);
  }

  @Test
  void theEndIsTheEndAndALineBreakIsNoDot() {
    assertThat(EcmaPattern.compile("^abc$").find("abc\n")).isFalse();
    assertThat(EcmaPattern.compile("^a.c$").find("a\u2028c")).isFalse();
    assertThat(EcmaPattern.compile("^a.c$").find("a\u0085c")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "^(abc]",
        "(a",
        "a)",
        "[a",
        "a**",
        "*a",
        "^*",
        "a{3,2}",
        "[z-a]",
        "\\",
        "\\a",
        "\\A",
        "a\\Z",
        "\\Qa\\E",
        "(?i)a",
        "(?P<n>a)",
        "(?#x)",
        "(?>a)",
        "a++",
        "\\1",
        "(a)\\2",
        "\\k<no>",
        "(?<n>a)(?<n>b)",
        "\\p{Nonsense}",
        "\\pL",
        "\\u12",
        "\\u{110000}",
        "\\c1",
        "\\01",
        "a{200000}"
      })
  void refusesWhatIsNoPatternAndSaysWhere(String pattern) {
    assertThatThrownBy(() -> EcmaPattern.compile(pattern))
        .isInstanceOf(PatternSyntax.class)
        .message()
        .isNotBlank();
    assertThat(EcmaPattern.isPattern(pattern)).isFalse();
  }

  @Test
  void refusesPatternsBeyondTheLimits() {
    assertThat(EcmaPattern.isPattern("a".repeat(EcmaPattern.LENGTH_MAX))).isTrue();
    assertThat(EcmaPattern.isPattern("a".repeat(EcmaPattern.LENGTH_MAX + 1))).isFalse();
    assertThat(EcmaPattern.isPattern("(".repeat(99) + "a" + ")".repeat(99))).isTrue();
    assertThat(EcmaPattern.isPattern("(".repeat(100) + "a" + ")".repeat(100))).isFalse();
  }

  @Test
  void saysThatALookBehindNeedsAnEnd() {
    assertThat(EcmaPattern.compile("(?<=a+)b").find("aab")).isTrue();
    assertThatThrownBy(() -> EcmaPattern.compile("(?<=(a|bc)*)d"))
        .hasMessageContaining("look-behind")
        .hasMessageContaining("{1,20}");
  }

  @Test
  void theClassicTrapsTakeOneStepPerCharacter() {
    for (String trap : new String[] {"^(a+)+$", "^(a|a)*$", "^(a|aa)+$", "(.*a){10}", "(x+x+)+y"}) {
      EcmaPattern pattern = EcmaPattern.compile(trap);
      String text = "a".repeat(200_000) + "x".repeat(200_000) + "!";

      assertThat(pattern.isTable()).as(trap).isTrue();
      assertThat(pattern.find(text)).as(trap).isEqualTo(trap.startsWith("(.*a)"));
    }
  }

  @Test
  void aTrapThatNeedsTheOtherEngineEndsAtItsBudget() {
    EcmaPattern pattern = EcmaPattern.compile("^(?=(.*?,){11}P)", 10_000);

    assertThat(pattern.isTable()).isFalse();
    assertThat(pattern.find("1,".repeat(11) + "P")).isTrue();
    assertThatThrownBy(() -> pattern.find("1,".repeat(40)))
        .isInstanceOf(TooManySteps.class)
        .hasMessageContaining("10000");
  }

  @Test
  void aTextTooLongForTheOtherEnginesStackEndsInTheSameWay() {
    EcmaPattern pattern = EcmaPattern.compile("^(?=(?:a|b)*$)", Integer.MAX_VALUE);

    assertThatThrownBy(() -> pattern.find("ab".repeat(1_000_000))).isInstanceOf(TooManySteps.class);
  }

  @Test
  void aPatternWhoseTableWouldBurstFallsBack() {
    EcmaPattern pattern = EcmaPattern.compile("^(a|b)*a(a|b){20}$");

    assertThat(pattern.isTable()).isFalse();
    assertThat(pattern.find("ba" + "b".repeat(20))).isTrue();
    assertThat(pattern.find("bb" + "b".repeat(20))).isFalse();
  }
}
