package io.eventmill.registry;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** What makes a schema the same schema, in whatever subject it stands: equal content, one id. */
public record SchemaContent(String text, List<SchemaReference> references) {
  public SchemaContent {
    Objects.requireNonNull(text, "text is null");
    references = List.copyOf(references);
  }

  public static SchemaContent of(String text) {
    return new SchemaContent(text, List.of());
  }

  /** The same in every registry; clients may put it in a record's header instead of the id. */
  public String guid() {
    StringBuilder all = new StringBuilder(text);
    references.forEach(r -> all.append('\n').append(r));
    return UUID.nameUUIDFromBytes(all.toString().getBytes(StandardCharsets.UTF_8)).toString();
  }
}
