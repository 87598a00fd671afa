package io.eventmill.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** {@code /schemas}: by id, as records name them. */
final class SchemaRoutes {
  private final SchemaRegistry registry;

  SchemaRoutes(SchemaRegistry registry) {
    this.registry = registry;
  }

  void addTo(RegistryRoutes routes) {
    String id = "/schemas/ids/:id";
    routes.get("/schemas", this::all);
    routes.get("/schemas/types", call -> Answers.texts(List.of("JSON")));
    routes.get(id, this::schema);
    routes.get(id + "/schema", call -> require(call.id()).text());
    routes.get(id + "/subjects", this::subjects);
    routes.get(id + "/versions", this::versions);
    routes.get("/schemas/guids/:guid", this::byGuid);
    routes.get("/contexts", call -> Answers.texts(List.of(".")));
    // Which subject belongs to which topic; clients ask and fall back to names when told none.
    routes.get("/associations/resources/:namespace/:name", call -> Answers.list(List.of()));
  }

  private Object all(Call call) {
    List<JsonNode> found = new ArrayList<>();
    Which which = call.flag("deleted") ? Which.ALL : Which.LIVE;
    String prefix = call.query("subjectPrefix", "");
    for (String subject : registry.subjects(prefix, which)) {
      List<SchemaVersion> versions = registry.versions(subject, which);
      if (call.flag("latestOnly")) {
        VersionId.LATEST.in(versions).map(Answers::version).ifPresent(found::add);
      } else {
        versions.stream().map(Answers::version).forEach(found::add);
      }
    }
    return Answers.list(call.page(found));
  }

  /** The subject that clients name with the id is of use only where there are contexts. */
  private Object schema(Call call) {
    ObjectNode answer = Answers.content(Answers.object(), require(call.id()));
    return call.flag("fetchMaxId") ? answer.put("maxId", registry.highestId()) : answer;
  }

  private Object byGuid(Call call) {
    String guid = call.param("guid");
    int id = registry.idOfGuid(guid).orElseThrow(() -> RegistryException.schemaNotFound(guid));
    return Answers.content(Answers.object(), require(id));
  }

  private Object subjects(Call call) {
    require(call.id());
    return Answers.texts(
        call.page(withId(call).stream().map(SchemaVersion::subject).distinct().toList()));
  }

  private Object versions(Call call) {
    require(call.id());
    return Answers.list(call.page(withId(call).stream().map(Answers::subjectVersion).toList()));
  }

  private List<SchemaVersion> withId(Call call) {
    String subject = call.query("subject", "");
    return registry
        .versionsWithId(call.id(), call.flag("deleted") ? Which.ALL : Which.LIVE)
        .stream()
        .filter(v -> subject.isEmpty() || v.subject().equals(subject))
        .toList();
  }

  private SchemaContent require(int id) {
    return registry.schema(id).orElseThrow(() -> RegistryException.schemaNotFound(id));
  }
}
