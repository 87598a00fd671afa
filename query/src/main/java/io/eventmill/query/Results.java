package io.eventmill.query;

import io.eventmill.query.http.ApiException;
import io.eventmill.store.ResultReader;
import java.util.List;
import java.util.function.Supplier;

/**
 * Results of one kind and where they are kept.
 *
 * @param kind as the path has it, e.g. {@code counts}
 * @param now asked at each question: results come and go
 */
public record Results(String kind, Supplier<List<NamedResult>> now, ResultReader reader) {
  public Results(String kind, List<NamedResult> named, ResultReader reader) {
    this(kind, () -> named, reader);
  }

  List<NamedResult> named() {
    return now.get();
  }

  NamedResult named(String name) {
    List<NamedResult> named = named();
    return named.stream()
        .filter(r -> r.name().equals(name))
        .findFirst()
        .orElseThrow(() -> ApiException.notFound(unknown(name, named)));
  }

  private String unknown(String name, List<NamedResult> named) {
    if (named.isEmpty()) {
      return "'%s' is not there: no pipeline that runs here has '%s:' in its file."
          .formatted(name, kind.equals("counts") ? "counts" : "attribution");
    }
    return "'%s' is not there; %s"
        .formatted(
            name, String.join(", ", named.stream().map(NamedResult::name).toList()) + " is.");
  }
}
