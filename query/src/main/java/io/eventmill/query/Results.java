package io.eventmill.query;

import io.eventmill.query.http.ApiException;
import io.eventmill.store.ResultReader;
import java.util.List;

/**
 * Results of one kind and where they are kept.
 *
 * @param kind as the path has it, e.g. {@code counts}
 */
public record Results(String kind, List<NamedResult> named, ResultReader reader) {
  public Results {
    named = List.copyOf(named);
  }

  NamedResult named(String name) {
    return named.stream()
        .filter(r -> r.name().equals(name))
        .findFirst()
        .orElseThrow(() -> ApiException.notFound(unknown(name)));
  }

  private String unknown(String name) {
    if (named.isEmpty()) {
      return "'%s' is not there: no pipeline that runs here has '%s:' in its file."
          .formatted(name, kind.equals("counts") ? "counts" : "attribution");
    }
    return "'%s' is not there; %s"
        .formatted(
            name, String.join(", ", named.stream().map(NamedResult::name).toList()) + " is.");
  }
}
