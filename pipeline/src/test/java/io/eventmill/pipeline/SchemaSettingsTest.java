package io.eventmill.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaSettingsTest {
  private static final String SOURCE =
      """
      name: shop
      sources:
        web:
          event: {type: /type, time: /time}
      """;

  @Test
  void anEventIsNotCheckedWhereNoSchemaIsNamed() {
    SourceSchema schema = good(SOURCE).source("web").schema();

    assertThat(schema.isOn()).isFalse();
    assertThat(schema.of("order")).isNull();
    assertThat(good(SOURCE).registry()).isEqualTo(RegistryUse.embedded());
  }

  @Test
  void theShortFormNamesASubjectOrAFileForAllTypes() {
    SourceSchema subject = schema("schema: web-event");
    SourceSchema file = schema("schema: schemas/web-event.schema.json");

    assertThat(subject.of("order").isFile()).isFalse();
    assertThat(subject.of("order").subject()).isEqualTo("web-event");
    assertThat(subject.of("order").version()).isZero();
    assertThat(subject.into()).isEqualTo("schema_id");
    assertThat(file.of("order").isFile()).isTrue();
    assertThat(file.of("order").subject()).isEqualTo("web-event");
    assertThat(file.all()).hasSize(1);
  }

  @Test
  void theLongFormNamesThemByType() {
    SourceSchema schema =
        schema(
            """
            schema:
                  default: {subject: web-event, version: 3}
                  types: {order: orders-value, refund: schemas/refund.json, view: {subject: views, version: latest}}
                  into: checked_by""");

    assertThat(schema.of("anything").key()).isEqualTo("web-event version 3");
    assertThat(schema.of("order").key()).isEqualTo("orders-value");
    assertThat(schema.of("refund").subject()).isEqualTo("refund");
    assertThat(schema.of("view").key()).isEqualTo("views");
    assertThat(schema.into()).isEqualTo("checked_by");
    assertThat(schema("schema: {types: {a: b}, into: none}").into()).isNull();
    assertThat(schema("schema: {types: {a: b}, into: none}").of("c")).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "schema: ../other/a.json            | line 5: sources.web.schema: '../other/a.json' is not in the pipeline's folder",
        "schema: /etc/a.json                | line 5: sources.web.schema: '/etc/a.json' is not in the pipeline's folder",
        "schema: schemas/.json              | line 5: sources.web.schema: 'schemas/.json' has no base name",
        "schema: ''                         | line 5: sources.web.schema: a schema is a subject of the registry or a file",
        "schema: [a]                        | line 5: sources.web.schema: expected settings (name: value), found a list",
        "schema: {}                         | line 5: sources.web.schema: names no schema",
        "schema: {defualt: a, types: {b: c}} | line 5: sources.web.schema.defualt: is not a setting here, did you mean 'default'?",
        "schema: {default: {subject: a, version: newest}} | line 5: sources.web.schema.default.version: 'newest' is not a whole number",
        "schema: {default: {subject: a, version: 0}} | line 5: sources.web.schema.default.version: '0' is not a whole number from 1",
        "schema: {default: {subject: a.json, version: 1}} | line 5: sources.web.schema.default.subject: 'a.json' is a file, which has no version",
        "schema: {default: {version: 1}}    | line 5: sources.web.schema.default.subject: is required",
        "schema: {types: {order: }}         | line 5: sources.web.schema.types.order: is empty",
        "schema: {default: a, into: /id}    | line 5: sources.web.schema.into: '/id' is a pointer; write the name of a field, such as id",
        "schema: {default: a, into: ''}     | line 5: sources.web.schema.into: is empty",
      })
  void tellsWhatIsWrongAndWhere(String line, String problem) {
    assertThat(PipelineFile.parse(SOURCE + "    " + line + "\n").problems())
        .extracting(Problem::toString)
        .anySatisfy(p -> assertThat(p).startsWith(problem));
  }

  @Test
  void aNameMayHaveUpTo512Characters() {
    assertThat(schema("schema: " + "a".repeat(512)).of("x").subject()).hasSize(512);
    assertThat(PipelineFile.parse(SOURCE + "    schema: " + "a".repeat(513)).problems()).hasSize(1);
  }

  @Test
  void readsWhereTheRegistryIs() {
    RegistryUse registry =
        good(SOURCE
                + "registry: {url: 'https://reg:8081/apis/ccompat/v7', user: mill,"
                + " password_env: REG_PW, when_unknown: fail}\n")
            .registry();

    assertThat(registry)
        .isEqualTo(new RegistryUse("https://reg:8081/apis/ccompat/v7", "mill", "REG_PW", false));
    assertThat(good(SOURCE + "registry: {when_unknown: fail}\n").registry().url()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "registry: {url: reg:8081}       | line 5: registry.url: 'reg:8081' is not the URL of a registry",
        "registry: {url: 'http://u:p@h'} | line 5: registry.url: ",
        "registry: {ulr: 'http://h'}     | line 5: registry.ulr: is not a setting here, did you mean 'url'?",
        "registry: {url: 'http://h', user: a} | line 5: registry.user: user and password_env",
        "registry: {url: 'http://h', password_env: A} | line 5: registry.password_env: user and",
        "registry: {user: a, password_env: B} | line 5: registry.user: is for a registry elsewhere",
        "registry: {when_unknown: weit}  | line 5: registry.when_unknown: 'weit' is not known, did you mean 'wait'?",
      })
  void tellsWhatIsWrongWithTheRegistry(String line, String problem) {
    assertThat(PipelineFile.parse(SOURCE + line + "\n").problems())
        .extracting(Problem::toString)
        .anySatisfy(p -> assertThat(p).startsWith(problem));
  }

  @Test
  void equalPinsAreEqualWhateverTheOrder() {
    PinnedSchema a = new PinnedSchema("a", 1, 1, "{}");
    PinnedSchema b = new PinnedSchema("b", 2, 7, "true");
    var one = new java.util.LinkedHashMap<String, PinnedSchema>(Map.of());
    one.put("b", b);
    one.put("a", a);

    assertThat(List.copyOf(new SchemaPins(one, Map.of()).known().values())).containsExactly(a, b);
    assertThat(b.title()).isEqualTo("b:2");
  }

  private static SourceSchema schema(String line) {
    return good(SOURCE + "    " + line + "\n").source("web").schema();
  }

  private static Pipeline good(String yaml) {
    PipelineFile.Read read = PipelineFile.parse(yaml);
    assertThat(read.problems()).isEmpty();
    return read.pipeline();
  }
}
