package io.eventmill.registry;

import static io.eventmill.registry.LiveRegistry.request;
import static io.eventmill.registry.Schemas.USER_BROKEN;
import static io.eventmill.registry.Schemas.USER_V1;
import static io.eventmill.registry.Schemas.USER_V2;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.eventmill.registry.LiveRegistry.Reply;
import io.eventmill.registry.client.Registration;
import io.eventmill.registry.client.SchemaAnswer.Found;
import io.eventmill.registry.client.SchemaAnswer.NotFound;
import io.eventmill.registry.client.SchemaClient;
import io.eventmill.registry.client.SchemaClientSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The same calls to this registry and to an Apicurio Registry 3, whose URL is given as {@code
 * -Dapicurio.url=http://localhost:8080/apis/ccompat/v7}. Skipped, with a word, without one.
 */
class AgainstApicurioTest {
  private final HttpClient http = HttpClient.newHttpClient();
  private String apicurio;

  /**
   * @param differs why the answers are not alike, and ours is Confluent's; null: they are alike
   */
  private record Ask(String method, String path, String body, String differs) {
    static Ask get(String path) {
      return new Ask("GET", path, null, null);
    }

    static Ask post(String path, String schema) {
      return new Ask("POST", path, request(schema), null);
    }

    static Ask put(String path, String body) {
      return new Ask("PUT", path, body, null);
    }

    static Ask delete(String path) {
      return new Ask("DELETE", path, null, null);
    }

    Ask but(String why) {
      return new Ask(method, path, body, why);
    }
  }

  /** What both have to say alike where both say it, besides status and code. */
  private static final List<String> FIELDS =
      List.of("subject", "version", "is_compatible", "compatibility", "compatibilityLevel", "mode");

  @BeforeEach
  void find() {
    apicurio = System.getProperty("apicurio.url");
    Assumptions.assumeTrue(
        apicurio != null, "no -Dapicurio.url: the registry was NOT compared with Apicurio");
  }

  private static List<Ask> asks() {
    String v = "/subjects/cmp/versions";
    String c = "/compatibility/subjects/cmp/versions/";
    return List.of(
        Ask.get("/schemas/types").but("it keeps other types, too"),
        Ask.get(v),
        Ask.get("/schemas/ids/4711"),
        Ask.put("/config", "{\"compatibility\":\"BACKWARD\"}"), // its default is NONE
        Ask.get("/config"),
        Ask.get("/config/cmp").but("40401 for 40408"),
        Ask.post(v, USER_V1).but("the id only"),
        Ask.post(v, USER_V1).but("the id only"),
        Ask.get(v),
        Ask.get(v + "/1"),
        Ask.get(v + "/latest"),
        Ask.get(v + "/9"),
        Ask.get(v + "/x").but("40402 for 42202"),
        Ask.post("/subjects/cmp", USER_V1),
        Ask.post("/subjects/cmp", USER_V2),
        Ask.post("/subjects/none", USER_V1),
        Ask.post(c + "latest", USER_V2),
        Ask.post(c + "latest", USER_BROKEN),
        Ask.post(c + "9", USER_V2),
        Ask.post(v, USER_BROKEN),
        Ask.post(v, USER_V2).but("the id only"),
        Ask.post(v, "{"),
        Ask.get(v),
        Ask.put("/config/cmp", "{\"compatibility\":\"FULL\"}"),
        Ask.put("/config/cmp", "{\"compatibility\":\"SOME\"}"),
        Ask.get("/config/cmp"),
        Ask.delete("/config/cmp"),
        Ask.get("/mode"),
        Ask.delete(v + "/1"),
        Ask.delete(v + "/1").but("409 for 404, with the same code"),
        Ask.get(v),
        Ask.get(v + "?deleted=true"),
        Ask.delete("/subjects/cmp?permanent=true").but("409 for 404, with the same code"),
        Ask.delete("/subjects/cmp").but("names versions that were deleted before"),
        Ask.delete("/subjects/cmp"),
        Ask.get(v),
        Ask.delete("/subjects/cmp?permanent=true"),
        Ask.delete("/subjects/cmp"));
  }

  @Test
  void bothSayTheSameExceptWhereWeKnowWhy() throws Exception {
    List<String> surprises = new ArrayList<>();
    try (LiveRegistry live = new LiveRegistry("apicurio")) {
      for (Ask ask : asks()) {
        String ours = said(live.url(), ask);
        String theirs = said(apicurio, ask);
        if (ours.equals(theirs) != (ask.differs() == null)) {
          surprises.add(
              "%s %s (%s)\n  ours   %s\n  theirs %s"
                  .formatted(ask.method(), ask.path(), ask.differs(), ours, theirs));
        }
      }
    }

    assertThat(surprises).isEmpty();
  }

  private String said(String url, Ask ask) throws Exception {
    HttpRequest.BodyPublisher body =
        ask.body() == null
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(ask.body());
    HttpResponse<String> response =
        http.send(
            HttpRequest.newBuilder(URI.create(url + ask.path()))
                .method(ask.method(), body)
                .header("Content-Type", RegistryRoutes.CONTENT_TYPE)
                .build(),
            HttpResponse.BodyHandlers.ofString());
    Reply reply = new Reply(response.statusCode(), response.body(), "");
    JsonNode json = reply.json();
    if (!json.isObject()) {
      return reply.status() + " " + json;
    }
    ObjectNode alike = LiveRegistry.object();
    for (String field : FIELDS) {
      if (json.has(field)) {
        alike.set(field, json.get(field));
      }
    }
    if (json.has("schema")) {
      alike.set("schema", new Reply(0, json.path("schema").asText(), "").json());
    }
    return reply.status() + " " + reply.code() + " " + alike;
  }

  @Test
  void theClientSpeaksWithApicurio() {
    SchemaClient client = new SchemaClient(SchemaClientSettings.of(apicurio), Clock.systemUTC());
    String subject = "client-" + System.nanoTime();

    assertThat(client.latest(subject)).isInstanceOf(NotFound.class);
    assertThat(client.byId(2_000_000)).isInstanceOf(NotFound.class);
    Registration done = client.register(subject, USER_V1);
    assertThat(done).isInstanceOf(Registration.Registered.class);
    assertThat(client.register(subject, "{")).isInstanceOf(Registration.Refused.class);
    int id = ((Registration.Registered) done).id();
    assertThat(client.byId(id))
        .isInstanceOfSatisfying(
            Found.class, found -> assertThat(found.schema().text()).contains("draft-07"));
    assertThat(client.version(subject, 1)).isInstanceOf(Found.class);
  }
}
