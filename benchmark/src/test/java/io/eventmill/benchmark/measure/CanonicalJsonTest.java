package io.eventmill.benchmark.measure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CanonicalJsonTest {
  @Test
  void orderSpaceAndEscapesDoNotMatter() {
    assertThat(form("{ \"b\":[1, {\"y\":true,\"x\":\"\\u00fc\\/\"}],\"a\":null}"))
        .isEqualTo(form("{\"a\":null,\"b\":[1,{\"x\":\"ü/\",\"y\":true}]}"))
        .isEqualTo("{\"a\":null,\"b\":[1,{\"x\":\"ü/\",\"y\":true}]}");
  }

  @Test
  void valuesDo() {
    assertThat(form("{\"a\":1}"))
        .isNotEqualTo(form("{\"a\":\"1\"}"))
        .isNotEqualTo(form("{\"a\":2}"))
        .isNotEqualTo(form("{\"a\":1,\"b\":null}"));
    assertThat(form("[1,2]")).isNotEqualTo(form("[2,1]"));
  }

  @Test
  void oneFieldCanBeLeftOut() {
    byte[] json = "{\"schema_id\":1,\"a\":{\"schema_id\":2}}".getBytes(UTF_8);

    assertThat(new String(CanonicalJson.without("schema_id", json), UTF_8))
        .isEqualTo("{\"a\":{\"schema_id\":2}}");
  }

  private static String form(String json) {
    return new String(CanonicalJson.of(json.getBytes(UTF_8)), UTF_8);
  }
}
