package io.eventmill.steps.validate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** A schema refers to something that would have to be fetched. */
final class OutsideReference extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final String iri;

  OutsideReference(String iri) {
    super(iri, null, false, false);
    this.iri = iri;
  }

  /** The sentence for the author of this schema, with the place of the reference. */
  BadSchemaException in(JsonNode schema) {
    List<String> places = new ArrayList<>();
    Subschemas.each(
        schema,
        (pointer, part) -> {
          String ref = part.path("$ref").asText();
          int hash = ref.indexOf('#');
          String document = hash < 0 ? ref : ref.substring(0, hash);
          if (!document.isEmpty() && iri.endsWith(document)) {
            places.add(pointer + "/$ref");
          }
        });
    return new BadSchemaException(
        places.isEmpty() ? "" : places.get(0),
        "refers to '"
            + iri
            + "', which is not part of it. Nothing is fetched: put what it refers to under $defs"
            + " and write \"$ref\": \"#/$defs/...\"");
  }
}
