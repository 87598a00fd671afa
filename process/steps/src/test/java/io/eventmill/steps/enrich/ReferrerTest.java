package io.eventmill.steps.enrich;

import static io.eventmill.steps.Given.record;
import static io.eventmill.steps.Given.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.event.json.JsonStrings;
import io.eventmill.steps.EventSteps;
import io.eventmill.steps.Given;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where visits come from. */
class ReferrerTest {
  private static final String START = "{\"event_type\":\"t\",\"event_timestamp\":0";

  private final EventSteps steps =
      Given.steps(
          Given.WEB
              + "enrich: [{referrer: {from: /ref, page: /page, prefix: r_,"
              + " internal: [www.Shop.example, blog.example]}}]");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "https://www.google.com/ | search | Google | -",
        "https://www.google.co.uk/search?q=red+shoes&hl=en | search | Google | red shoes",
        "http://google.com.au/url?q= | search | Google | -",
        "android-app://com.google.android.googlequicksearchbox/ | search | Google | -",
        "https://images.google.de/?q=x | search | Google Images | x",
        "https://news.google.co.in/a | search | Google News | -",
        "https://www.bing.com/search?q=a%20b | search | Bing | a b",
        "https://r.search.yahoo.com/_ylt=1?p=z | search | Yahoo! | z",
        "https://duckduckgo.com/?q=y | search | DuckDuckGo | y",
        "https://yandex.ru/search/?text=%D1%8F | search | Yandex | я",
        "https://www.baidu.com/s?wd=w | search | Baidu | w",
        "https://l.facebook.com/l.php?u=x | social | Facebook | -",
        "https://m.facebook.com/ | social | Facebook | -",
        "https://t.co/abc | social | Twitter | -",
        "https://x.com/a | social | Twitter | -",
        "https://www.linkedin.com/feed/ | social | LinkedIn | -",
        "https://old.reddit.com/r/x | social | Reddit | -",
        "https://de.pinterest.com/ | social | Pinterest | -",
        "https://www.youtube.com/watch?v=1 | social | YouTube | -",
        "https://mail.google.com/mail/u/0/ | email | Gmail | -",
        "android-app://com.google.android.gm/ | email | Gmail | -",
        "https://outlook.live.com/ | email | Outlook.com | -",
        "https://mail.yahoo.com/ | email | Yahoo! Mail | -",
        "https://chatgpt.com/ | ai | ChatGPT | -",
        "https://gemini.google.com/app | ai | Gemini | -",
        "https://googleads.g.doubleclick.net/pagead | paid | Google Ads | -",
        "https://shop.example/basket | internal | - | -",
        "https://m.shop.example:8443/ | internal | - | -",
        "https://www.blog.example | internal | - | -",
        "https://page.example/other | internal | - | -",
        "https://notshop.example/ | unknown | - | -",
        "https://google.evil.com/ | unknown | - | -",
        "https://notgoogle.com/ | unknown | - | -",
        "https://google.com.evil.example/ | unknown | - | -",
        "https://192.0.2.1/ | unknown | - | -",
        "about:blank | unknown | - | -",
        "gibberish | unknown | - | -",
      })
  void isAMediumASourceAndWhatWasSearchedFor(
      String referrer, String medium, String source, String term) {
    String event =
        START + ",\"page\":\"https://www.Page.example/x\",\"ref\":" + JsonStrings.quote(referrer);

    assertThat(text(steps.process(record(event + "}"))))
        .isEqualTo(
            event
                + ",\"r_medium\":\""
                + medium
                + "\""
                + (source == null ? "" : ",\"r_source\":" + JsonStrings.quote(source))
                + (term == null ? "" : ",\"r_term\":" + JsonStrings.quote(term))
                + "}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "\"\"", "\" \""})
  void noneIsDirect(String none) {
    String event = START + ",\"ref\":" + none;

    assertThat(text(steps.process(record(event + "}"))))
        .isEqualTo(event + ",\"r_medium\":\"direct\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",\"ref\":7", ",\"ref\":[]", ",\"ref\":{}"})
  void nothingIsSaidOfWhatIsNotThereOrNoText(String members) {
    assertThat(text(steps.process(record(START + members + "}")))).isEqualTo(START + members + "}");
  }

  @Test
  void theTableIsInOrder() {
    Set<String> media = Set.of("search", "social", "email", "ai", "paid");

    assertThat(Referrers.all()).hasSizeGreaterThan(150);
    Referrers.all()
        .forEach(
            (domain, known) -> {
              assertThat(media).as(domain).contains(known.medium());
              assertThat(known.source()).as(domain).isNotBlank();
              assertThat(domain)
                  .isEqualTo(domain.toLowerCase(Locale.ROOT))
                  .matches("[a-z0-9-]+(\\.[a-z0-9-]+)*(\\.\\*)?")
                  .doesNotStartWith("www.");
              String host = domain.replace(".*", ".com");
              assertThat(Referrers.find(host)).as(host).isEqualTo(known);
              assertThat(Referrers.find("any." + host)).as("any." + host).isEqualTo(known);
            });
  }
}
