package io.eventmill.steps.validate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The schema that the ready pipeline for web events ships. */
class WebEventSchemaTest {
  private static final Path PIPELINE = Path.of("../../pipelines/web-events");

  static final String EVENT =
      """
      {"event_id":"6513270e-269e-4d37-b2a7-4de452e6b438",\
      "event_timestamp":"2026-11-20 23:48:50.618179","event_type":"pageview",\
      "page_url":"http://www.dummywebsite.com/home","page_url_path":"/home",\
      "referer_url":"www.google.com","referer_url_scheme":"http","referer_url_port":"80",\
      "referer_medium":"search","utm_medium":"organic","utm_source":"google",\
      "utm_content":"ad_2","utm_campaign":"campaign_1",\
      "click_id":"d23f0824-128b-4f33-8c5c-7fd0a6a3a450","geo_latitude":"38.73333",\
      "geo_longitude":"-109.59250","geo_country":"US","geo_timezone":"America/Denver",\
      "geo_region_name":"Moab","ip_address":"203.0.113.77","browser_name":"Chrome",\
      "browser_user_agent":"Mozilla/5.0 (Windows NT 6.1) AppleWebKit/535.1 (KHTML, like Gecko)\
       Chrome/34.0.868.0 Safari/535.1","browser_language":"tn_ZA","os":"Android 2.3.3",\
      "os_name":"Android","os_timezone":"America/Denver","device_type":"Mobile",\
      "device_is_mobile":true,"user_custom_id":"ada@hotmail.com",\
      "user_domain_id":"36f675cc-81e7-4ef5-a8e2-5d940ed90475"}""";

  private final SchemaValidator schema = SchemaValidator.compile(schema());

  static String schema() {
    try {
      return Files.readString(PIPELINE.resolve("schemas/web-event.json"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void isCompiledAsAWhole() {
    assertThat(schema.libraryPlaces()).isEmpty();
    assertThat(schema.draft()).isEqualTo("https://json-schema.org/draft/2020-12/schema");
  }

  @Test
  void takesAnEventWithAllThirtyFieldsAndThePipelinesSamples() throws IOException {
    assertThat(EVENT.split("\":")).hasSize(31);
    assertThat(schema.validate(EVENT.getBytes(UTF_8))).isNull();
    List<String> samples = Files.readAllLines(PIPELINE.resolve("sample.jsonl"));
    assertThat(samples).isNotEmpty();
    for (String sample : samples) {
      assertThat(schema.validate(sample.getBytes(UTF_8))).as(sample).isNull();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "event_id | \"id-1\"",
        "event_id | 7",
        "event_id | null",
        "event_timestamp | \"2026-11-20T23:48:50Z\"",
        "event_timestamp | 1795218530",
        "event_type | \"add_to_cart\"",
        "page_url | \"not a URL\"",
        "utm_source | \"duckduckgo\"",
        "geo_latitude | 38.73333",
        "ip_address | \"2001:db8::1\"",
        "user_custom_id | \"nobody\"",
        "user_domain_id | null",
        "more | {\"of\":[\"anything\"]}"
      })
  void takesWhatItsUsersSend(String field, String value) {
    assertThat(schema.validate(with(field, value).getBytes(UTF_8))).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "event_id | {} | type | must be a string or a number or null",
        "event_id | \"\" | minLength | must have at least 1 character",
        "event_timestamp | null | type | must be a string or a number",
        "event_type | [] | type | must be a string or a number",
        "event_type | \"\" | minLength | must have at least 1 character",
        "page_url | 7 | type | must be a string or null",
        "geo_latitude | true | type | must be a string or a number or null",
        "utm_source | [] | type | must be a string or null",
        "device_is_mobile | \"true\" | type | must be true or false or null",
        "user_domain_id | {} | type | must be a string or null"
      })
  void pointsToTheBrokenField(String field, String value, String keyword, String message) {
    Violation violation = schema.validate(with(field, value).getBytes(UTF_8));

    assertThat(violation.pointer()).isEqualTo("/" + field);
    assertThat(violation.keyword()).isEqualTo(keyword);
    assertThat(violation.message()).startsWith("/" + field + " is " + value).contains(message);
  }

  @ParameterizedTest
  @CsvSource({"event_timestamp", "event_type"})
  void missesTheFieldsThatMustBeThere(String field) {
    String without = with(field, "null").replace("\"" + field + "\":null,", "");
    without = without.replace(",\"" + field + "\":null", "");

    assertThat(schema.validate(without.getBytes(UTF_8)))
        .isEqualTo(
            new Violation("/" + field, "required", "/" + field + " is missing; it is required"));
  }

  private static String with(String field, String value) {
    if (!EVENT.contains(field)) {
      return EVENT.replaceFirst("}$", ",\"" + field + "\":" + value + "}");
    }
    return EVENT.replaceFirst("(\"" + field + "\":)(\"[^\"]*\"|true)", "$1" + value);
  }
}
