package io.eventmill.simulate.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.eventmill.simulate.drawn.Dice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightsFileTest {
  private static final String DEFAULTS = WebWeights.defaultYaml();

  @Test
  void aFileReplacesTheDefaults(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("mine.yaml");
    Files.writeString(
        file,
        DEFAULTS
            .replaceAll("browsers: \\{.*\\}", "browsers: {Netscape: 1}")
            .replaceAll("operating_systems: \\{.*\\}", "operating_systems: {BeOS: 0.5, iOS: 0.5}")
            .replaceAll("utm_sources: \\{.*\\}", "utm_sources: {altavista: 1.0}"));
    WebSettings settings =
        WebSettings.fast()
            .sessionsPerDay(100_000)
            .events(2_000)
            .seed(1L)
            .weights(WebWeights.read(file))
            .build();
    Map<String, Integer> systems = new HashMap<>();

    Pageviews.run(
        settings,
        e -> {
          assertThat(e.get("browser_name").textValue()).isEqualTo("Netscape");
          assertThat(e.get("browser_user_agent").textValue()).contains(" Netscape/");
          assertThat(e.get("referer_url").textValue()).isEqualTo("www.altavista.com");
          systems.merge(e.get("os_name").textValue(), 1, Integer::sum);
        });

    assertThat(systems).containsOnlyKeys("BeOS", "iOS");
  }

  @Test
  void namesTheGroupAndTheSumFound() {
    String wrong = DEFAULTS.replace("Opera: 0.10", "Opera: 0.05");

    assertThat(problems(wrong))
        .containsExactly("browsers: the shares sum to 0.95; they must sum to 1");
  }

  @Test
  void namesThePageWhoseSharesAreWrong() {
    String wrong = DEFAULTS.replace("confirmation: 0.40, cart", "confirmation: 0.45, cart");

    assertThat(problems(wrong))
        .containsExactly("pages.payment: the shares sum to 1.05; they must sum to 1");
  }

  @Test
  void tellsAllProblemsAtOnce() {
    String wrong =
        DEFAULTS
            .replace("ads:", "adds:")
            .replace("campaign_1: 0.80", "campaign_1: lots")
            .replace("23: 0.0287", "24: 0.0287")
            .replace("{home: 0.60, product_a", "{hom: 0.60, product_a");

    assertThat(problems(wrong))
        .hasSize(5)
        .anyMatch(p -> p.startsWith("'adds' is not a group, did you mean 'ads'?"))
        .anyMatch(p -> p.startsWith("missing: ads; the file replaces all"))
        .anyMatch(p -> p.startsWith("campaigns.campaign_1: 'lots' is not a share"))
        .anyMatch(p -> p.startsWith("visits_per_hour: expected the hours 0 to 23"))
        .anyMatch(
            p -> p.equals("landing_pages: 'hom' is not a page of 'pages', did you mean 'home'?"));
  }

  @Test
  void refusesSharesOutOfRange() {
    assertThat(problems(DEFAULTS.replace("google: 0.15", "google: -0.15")))
        .containsExactly("utm_sources.google: '-0.15' is not a share; give a number from 0 to 1");
    assertThat(problems(DEFAULTS.replace("google: 0.15", "google: 1.15")))
        .containsExactly("utm_sources.google: '1.15' is not a share; give a number from 0 to 1");
  }

  @Test
  void refusesAGroupWithoutEntries() {
    assertThat(problems(DEFAULTS.replaceAll("ads: \\{.*\\}", "ads:")))
        .containsExactly("ads: expected names with their shares, found nothing");
  }

  @Test
  void refusesVisitsThatCannotEnd() {
    String wrong = DEFAULTS.replaceAll("confirmation: \\{.*\\}", "confirmation: {confirmation: 1}");

    assertThat(problems(wrong))
        .containsExactly("pages.confirmation: no way leads from here to session_end");
  }

  @Test
  void refusesWhatIsNotAFileOfWeights() {
    assertThat(problems("")).first().asString().startsWith("expected the groups pages, landing");
    assertThat(problems("pages: [1")).first().asString().startsWith("line 1: not YAML:");
    assertThatThrownBy(() -> WeightsFile.parse("a: 1", "x.yaml")).hasMessageContaining("x.yaml: ");
  }

  @Test
  void sharesOfZeroAreNeverDrawn() {
    Map<String, Double> shares = new java.util.LinkedHashMap<>();
    shares.put("never", 0.0);
    shares.put("often", 0.7);
    shares.put("also never", 0.0);
    shares.put("sometimes", 0.29999);
    shares.put("nor this", 0.0);
    Choice choice = new Choice(shares);
    Dice dice = Dice.of(3);

    for (int i = 0; i < 100_000; i++) {
      assertThat(choice.draw(dice)).isIn("often", "sometimes");
    }
  }

  private static List<String> problems(String yaml) {
    return catchThrowableOfType(
            WeightsException.class, () -> WeightsFile.parse(yaml, "weights.yaml"))
        .problems();
  }
}
