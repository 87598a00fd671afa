package io.eventmill.steps.validate;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The versions of JSON Schema that we read. */
enum Draft {
  DRAFT_4(Dialects.getDraft4()),
  DRAFT_6(Dialects.getDraft6()),
  DRAFT_7(Dialects.getDraft7()),
  DRAFT_2019_09(Dialects.getDraft201909()),
  DRAFT_2020_12(Dialects.getDraft202012());

  @SuppressWarnings("ImmutableEnumChecker") // the library makes each once and never changes it
  private final Dialect dialect;

  Draft(Dialect dialect) {
    this.dialect = dialect;
  }

  /** By {@code $schema}; a schema that does not say is read as the newest. */
  static Draft of(JsonNode schema) {
    JsonNode named = schema.get("$schema");
    if (named == null) {
      return DRAFT_2020_12;
    }
    String iri = bare(named.asText());
    return Arrays.stream(values())
        .filter(draft -> named.isTextual() && bare(draft.id()).equals(iri))
        .findFirst()
        .orElseThrow(() -> unknown(named));
  }

  private static BadSchemaException unknown(JsonNode named) {
    return new BadSchemaException(
        "/$schema",
        "is "
            + named
            + ", which is no draft we know; known are "
            + Arrays.stream(values()).map(Draft::id).collect(Collectors.joining(", ")));
  }

  /** People write http and https, with and without the hash. */
  private static String bare(String iri) {
    String end = iri.endsWith("#") ? iri.substring(0, iri.length() - 1) : iri;
    return end.startsWith("https:") ? "http:" + end.substring("https:".length()) : end;
  }

  /** True when this IRI is one of the schemas that describe schemas; they come with the library. */
  static boolean isMetaSchema(String iri) {
    String bare = bare(iri);
    return bare.matches("http://json-schema\\.org/draft-0[467]/schema")
        || bare.matches("http://json-schema\\.org/draft/20(19-09|20-12)/(schema|meta/[a-z-]+)");
  }

  String id() {
    return dialect.getId();
  }

  Dialect dialect() {
    return dialect;
  }

  SpecificationVersion version() {
    return dialect.getSpecificationVersion();
  }

  /** Before 2019-09 nothing beside a {@code $ref} counts. */
  boolean refStandsAlone() {
    return compareTo(DRAFT_2019_09) < 0;
  }

  /** To draft 4, 1.0 is no integer. */
  boolean hasExactNumbers() {
    return this != DRAFT_4;
  }
}
