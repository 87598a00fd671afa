package io.eventmill.steps.validate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The official test suite of JSON Schema, all of drafts 4 to 2020-12 with the optional parts, asked
 * of the compiled form and of the library.
 */
class JsonSchemaSuiteTest {
  private static final Map<String, Draft> DRAFTS =
      Map.of(
          "draft4", Draft.DRAFT_4,
          "draft6", Draft.DRAFT_6,
          "draft7", Draft.DRAFT_7,
          "draft2019-09", Draft.DRAFT_2019_09,
          "draft2020-12", Draft.DRAFT_2020_12);

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private final Set<String> deviations = new TreeSet<>();
  private int tests;
  private int groups;
  private int refused;
  private int whollyCompiled;

  @Test
  void bothFormsSayWhatTheSuiteSays() throws IOException {
    Path suite = SharedData.folder("json-schema-test-suite/tests");
    for (Map.Entry<String, Draft> draft : DRAFTS.entrySet()) {
      Path folder = suite.resolve(draft.getKey());
      List<Path> files;
      try (Stream<Path> walk = Files.walk(folder)) {
        files = walk.filter(file -> file.toString().endsWith(".json")).toList();
      }
      for (Path file : files) {
        for (JsonNode group : MAPPER.readTree(file.toFile())) {
          group(draft.getValue(), folder.relativize(file).toString(), group);
        }
      }
    }
    System.out.printf(
        "JSON Schema suite: %d tests in %d groups, %d refused for outside references, %d groups"
            + " wholly compiled, %d known deviations%n",
        tests, groups, refused, whollyCompiled, deviations.size());

    assertThat(deviations).isEqualTo(new TreeSet<>(SuiteDeviations.OF_THE_LIBRARY));
    assertThat(tests).isGreaterThan(8_000);
    assertThat(whollyCompiled).isGreaterThan(800);
  }

  private void group(Draft draft, String file, JsonNode group) {
    JsonNode schema = group.get("schema");
    if (schema.isObject() && !schema.has("$schema")) {
      ((ObjectNode) schema).put("$schema", draft.id());
    }
    boolean formats = file.startsWith("optional/format/");
    String name = file + " | " + group.get("description").asText();
    groups++;
    Reference reference;
    try {
      reference = new Reference(schema.toString(), SchemaSettings.defaults().withFormats(formats));
    } catch (BadSchemaException e) {
      assertThat(e).as(name).hasMessageContaining("http://localhost:1234/");
      refused++;
      return;
    }
    whollyCompiled += reference.isWhollyCompiled() ? 1 : 0;
    for (JsonNode test : group.get("tests")) {
      tests++;
      boolean accepted = reference.accepts(test.get("data").toString());
      if (accepted != test.get("valid").booleanValue()) {
        deviations.add(name + " | " + test.get("description").asText());
      }
    }
  }
}
