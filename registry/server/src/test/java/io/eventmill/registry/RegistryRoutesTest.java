package io.eventmill.registry;

import static io.eventmill.registry.LiveRegistry.object;
import static io.eventmill.registry.LiveRegistry.request;
import static io.eventmill.registry.Schemas.USER_BROKEN;
import static io.eventmill.registry.Schemas.USER_V1;
import static io.eventmill.registry.Schemas.USER_V2;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.eventmill.registry.LiveRegistry.Reply;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The protocol as its clients know it; what is expected here is what other registries answer. */
class RegistryRoutesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static LiveRegistry live;

  @BeforeAll
  static void start() throws Exception {
    live = new LiveRegistry("routes");
  }

  @AfterAll
  static void stop() {
    live.close();
  }

  private static void assertRefused(Reply reply, int status, int code) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(status);
    assertThat(reply.code()).as(reply.text()).isEqualTo(code);
    assertThat(reply.message()).isNotBlank();
  }

  private static JsonNode json(String text) throws Exception {
    return JSON.readTree(text.replace('\'', '"'));
  }

  @Test
  void registersAndAnswersByIdVersionAndLatest() throws Exception {
    Reply registered = live.post("/subjects/user-value/versions", request(USER_V1));

    assertThat(registered.status()).as(registered.text()).isEqualTo(200);
    assertThat(registered.contentType()).isEqualTo("application/vnd.schemaregistry.v1+json");
    int id = registered.json().path("id").asInt();
    assertThat(id).isPositive();
    JsonNode byId = live.get("/schemas/ids/" + id).json();
    assertThat(byId.path("schemaType").asText()).isEqualTo("JSON");
    assertThat(JSON.readTree(byId.path("schema").asText())).isEqualTo(JSON.readTree(USER_V1));
    assertThat(byId.has("references")).isFalse();
    for (String version : new String[] {"1", "latest", "-1"}) {
      JsonNode found = live.get("/subjects/user-value/versions/" + version).json();
      assertThat(found.path("subject").asText()).isEqualTo("user-value");
      assertThat(found.path("version").asInt()).isEqualTo(1);
      assertThat(found.path("id").asInt()).isEqualTo(id);
      assertThat(found.path("schemaType").asText()).isEqualTo("JSON");
      assertThat(found.path("schema")).isEqualTo(byId.path("schema"));
    }
    assertThat(live.get("/schemas/ids/" + id + "?subject=user-value").json()).isEqualTo(byId);
    assertThat(live.get("/schemas/ids/" + id + "/schema").json()).isEqualTo(JSON.readTree(USER_V1));
    assertThat(live.get("/subjects/user-value/versions/1/schema").json())
        .isEqualTo(JSON.readTree(USER_V1));
    assertThat(live.get("/schemas/ids/" + id + "?fetchMaxId=true").json().path("maxId").asInt())
        .isGreaterThanOrEqualTo(id);
    String guid = byId.path("guid").asText();
    assertThat(live.get("/schemas/guids/" + guid).json()).isEqualTo(byId);
  }

  @Test
  void theSameSchemaHasTheSameIdWhateverItsWhiteSpaceAndSubject() throws Exception {
    int id = live.register("same-1", USER_V1);

    assertThat(live.register("same-1", USER_V1)).isEqualTo(id);
    assertThat(live.register("same-1", USER_V1.replace("{", "{ \n"))).isEqualTo(id);
    assertThat(live.register("same-2", USER_V1)).isEqualTo(id);
    assertThat(live.get("/subjects/same-1/versions").json()).isEqualTo(json("[1]"));
    assertThat(live.get("/schemas/ids/" + id + "/subjects").text()).contains("same-1", "same-2");
    assertThat(live.get("/schemas/ids/" + id + "/versions").json())
        .contains(json("{'subject':'same-2','version':1}"));
  }

  @Test
  void normalizingLooksPastTheOrderOfFields() throws Exception {
    String one = "{\"type\":\"string\",\"title\":\"order\"}";
    String other = "{\"title\":\"order\",\"type\":\"string\"}";
    Reply first = live.post("/subjects/order/versions?normalize=true", request(one));

    Reply again = live.post("/subjects/order/versions?normalize=true", request(other));

    assertThat(again.json().path("id")).isEqualTo(first.json().path("id"));
    assertThat(live.post("/subjects/order?normalize=true", request(one)).status()).isEqualTo(200);
    assertRefused(live.post("/subjects/order", request(one)), 404, 40403);
  }

  @Test
  void looksUpASchemaUnderItsSubject() throws Exception {
    int id = live.register("look", USER_V1);

    JsonNode found = live.post("/subjects/look", request(USER_V1)).json();

    assertThat(found.path("subject").asText()).isEqualTo("look");
    assertThat(found.path("id").asInt()).isEqualTo(id);
    assertThat(found.path("version").asInt()).isEqualTo(1);
    assertRefused(live.post("/subjects/look", request(USER_V2)), 404, 40403);
    assertRefused(live.post("/subjects/none", request(USER_V1)), 404, 40401);
    assertRefused(live.post("/subjects/look", request("{")), 422, 42201);
  }

  @Test
  void refusesWhatDoesNotFitAndSaysWhy() throws Exception {
    live.register("fit", USER_V1);

    Reply refused = live.post("/subjects/fit/versions", request(USER_BROKEN));

    assertRefused(refused, 409, 409);
    assertThat(refused.message())
        .contains("incompatible with an earlier schema for subject \"fit\"")
        .contains("/properties/name")
        .contains("{oldSchemaVersion: 1}")
        .contains("{compatibility: 'BACKWARD'}");
    assertThat(live.get("/subjects/fit/versions").json()).isEqualTo(json("[1]"));
  }

  @Test
  void tellsWhetherASchemaWouldFitWithoutTakingIt() throws Exception {
    live.register("would", USER_V1);
    String check = "/compatibility/subjects/would/versions/";

    assertThat(live.post(check + "latest", request(USER_V2)).json())
        .isEqualTo(json("{'is_compatible':true}"));
    assertThat(live.post(check + "1?verbose=true", request(USER_V2)).json())
        .isEqualTo(json("{'is_compatible':true,'messages':[]}"));
    JsonNode no = live.post(check + "latest?verbose=true", request(USER_BROKEN)).json();
    assertThat(no.path("is_compatible").asBoolean(true)).isFalse();
    assertThat(no.path("messages").path(0).asText()).contains("errorType", "/properties/name");
    assertThat(live.post("/compatibility/subjects/would/versions", request(USER_BROKEN)).json())
        .isEqualTo(json("{'is_compatible':false}"));
    assertThat(live.post("/compatibility/subjects/none/versions/latest", request(USER_V1)).json())
        .isEqualTo(json("{'is_compatible':true}"));
    assertRefused(live.post(check + "2", request(USER_V1)), 404, 40402);
    assertRefused(
        live.post("/compatibility/subjects/none/versions/1", request(USER_V1)), 404, 40401);
    assertRefused(live.post(check + "x", request(USER_V1)), 422, 42202);
    assertRefused(live.post(check + "latest", request("{\"type\":7}")), 422, 42201);
    assertThat(live.get("/subjects/would/versions").json()).isEqualTo(json("[1]"));
  }

  @Test
  void deletesSoftlyFirstAndThenForGood() throws Exception {
    int id = live.register("gone", USER_V1);
    live.register("gone", USER_V2);

    assertRefused(live.delete("/subjects/gone/versions/1?permanent=true"), 404, 40407);
    assertThat(live.delete("/subjects/gone/versions/1").text()).isEqualTo("1");
    assertRefused(live.delete("/subjects/gone/versions/1"), 404, 40406);
    assertRefused(live.get("/subjects/gone/versions/1"), 404, 40402);
    assertThat(
            live.get("/subjects/gone/versions/1?deleted=true").json().path("deleted").asBoolean())
        .isTrue();
    assertThat(live.get("/subjects/gone/versions").json()).isEqualTo(json("[2]"));
    assertThat(live.get("/subjects/gone/versions?deleted=true").json()).isEqualTo(json("[1,2]"));
    assertThat(live.get("/subjects/gone/versions?deletedOnly=true").json()).isEqualTo(json("[1]"));
    assertThat(live.get("/schemas/ids/" + id).status()).isEqualTo(200);

    assertRefused(live.delete("/subjects/gone?permanent=true"), 404, 40405);
    assertThat(live.delete("/subjects/gone").json()).isEqualTo(json("[2]"));
    assertRefused(live.delete("/subjects/gone"), 404, 40404);
    assertRefused(live.get("/subjects/gone/versions"), 404, 40401);
    assertThat(live.get("/subjects").text()).doesNotContain("gone");
    assertThat(live.get("/subjects?deleted=true").text()).contains("gone");

    assertThat(live.delete("/subjects/gone/versions/1?permanent=true").text()).isEqualTo("1");
    assertThat(live.delete("/subjects/gone?permanent=true").json()).isEqualTo(json("[2]"));
    assertThat(live.get("/subjects?deleted=true").text()).doesNotContain("gone");
    assertRefused(live.delete("/subjects/gone"), 404, 40401);
  }

  @Test
  void keepsLevelsForAllAndForSingleSubjects() throws Exception {
    assertThat(live.get("/config").json()).isEqualTo(json("{'compatibilityLevel':'BACKWARD'}"));
    assertRefused(live.get("/config/lev"), 404, 40408);
    assertThat(live.get("/config/lev?defaultToGlobal=true").json())
        .isEqualTo(json("{'compatibilityLevel':'BACKWARD'}"));

    assertThat(live.put("/config/lev", "{\"compatibility\":\"FULL\"}").json())
        .isEqualTo(json("{'compatibility':'FULL'}"));

    assertThat(live.get("/config/lev").json()).isEqualTo(json("{'compatibilityLevel':'FULL'}"));
    assertRefused(live.put("/config/lev", "{\"compatibility\":\"SOME\"}"), 422, 42203);
    assertRefused(live.put("/config", "{}"), 422, 42203);
    assertThat(live.delete("/config/lev").json()).isEqualTo(json("{'compatibilityLevel':'FULL'}"));
    assertRefused(live.delete("/config/lev"), 404, 40401);
  }

  @Test
  void keepsModes() throws Exception {
    assertThat(live.get("/mode").json()).isEqualTo(json("{'mode':'READWRITE'}"));
    assertRefused(live.get("/mode/mod"), 404, 40409);

    assertThat(live.put("/mode/mod", "{\"mode\":\"READONLY\"}").json())
        .isEqualTo(json("{'mode':'READONLY'}"));

    assertRefused(live.post("/subjects/mod/versions", request(USER_V1)), 422, 42205);
    assertRefused(live.put("/mode/mod", "{\"mode\":\"SOMEHOW\"}"), 422, 42204);
    assertThat(live.delete("/mode/mod").json()).isEqualTo(json("{'mode':'READONLY'}"));
    assertRefused(live.delete("/mode/mod"), 404, 40401);
    live.register("mod", USER_V1);
  }

  @Test
  void schemasReferToOthers() throws Exception {
    live.register(
        "address", "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}}}");
    String customer = "{\"type\":\"object\",\"properties\":{\"at\":{\"$ref\":\"address.json\"}}}";
    var body = object().put("schemaType", "JSON").put("schema", customer);
    body.putArray("references")
        .addObject()
        .put("name", "address.json")
        .put("subject", "address")
        .put("version", 1);

    int id = live.post("/subjects/customer/versions", body.toString()).json().path("id").asInt();

    assertThat(live.get("/schemas/ids/" + id).json().path("references"))
        .isEqualTo(json("[{'name':'address.json','subject':'address','version':1}]"));
    assertThat(live.get("/subjects/address/versions/1/referencedby").json())
        .isEqualTo(json("[" + id + "]"));
    assertRefused(live.delete("/subjects/address"), 422, 42206);
    assertRefused(live.post("/subjects/customer-2/versions", request(customer)), 422, 42201);
    body.withArray("references")
        .addObject()
        .put("name", "x")
        .put("subject", "no")
        .put("version", 1);
    assertRefused(live.post("/subjects/customer-2/versions", body.toString()), 422, 42201);
    live.delete("/subjects/customer");
    assertThat(live.delete("/subjects/address").status()).isEqualTo(200);
    assertRefused(live.delete("/subjects/address?permanent=true"), 422, 42206);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a%2Fb", "a%20b", "caf%C3%A9", "a+b", "100%25", "%3Fx%3D1", "_.-~:x"})
  void subjectsMayHaveAnyName(String encoded) throws Exception {
    String name = java.net.URLDecoder.decode(encoded.replace("+", "%2B"), "UTF-8");

    live.register(encoded, USER_V1);

    assertThat(live.get("/subjects/" + encoded + "/versions/1").json().path("subject").asText())
        .isEqualTo(name);
    assertThat(live.get("/subjects").json()).contains(JSON.valueToTree(name));
  }

  @Test
  void someNamesAreNoSubjects() throws Exception {
    assertRefused(live.post("/subjects/a%00b/versions", request(USER_V1)), 422, 42208);
    assertRefused(live.post("/subjects/%20/versions", request(USER_V1)), 422, 42208);
    assertRefused(live.post("/subjects/:.ctx:a/versions", request(USER_V1)), 422, 42208);
    live.register("n".repeat(512), USER_V1);
    assertRefused(
        live.post("/subjects/" + "n".repeat(513) + "/versions", request(USER_V1)), 422, 42208);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/schemas/ids/99999 | 404 | 40403",
        "/schemas/ids/abc | 404 | 404",
        "/schemas/guids/abc | 404 | 40403",
        "/subjects/none/versions | 404 | 40401",
        "/subjects/none/versions/1 | 404 | 40401",
        "/subjects/none/versions/latest | 404 | 40401",
        "/subjects/none/versions/0 | 422 | 42202",
        "/subjects/none/versions/-2 | 422 | 42202",
        "/subjects/none/versions/2147483648 | 422 | 42202",
        "/subjects/none/versions/latest/nothing | 404 | 404",
        "/compatibility/subjects/none/versions/1 | 405 | 405",
      })
  void whatIsNotThereIsSaidInTheProtocolsCodes(String path, int status, int code) throws Exception {
    assertRefused(live.get(path), status, code);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        " | 400 | 400",
        "{ | 400 | 400",
        "[] | 400 | 400",
        "{} | 422 | 42201",
        "{'schema':'{}'} | 422 | 42201",
        "{'schema':'{}','schemaType':'AVRO'} | 422 | 42201",
        "{'schema':{},'schemaType':'JSON'} | 422 | 42201",
        "{'schema':'','schemaType':'JSON'} | 422 | 42201",
        "{'schema':'7','schemaType':'JSON'} | 422 | 42201",
        "{'schema':'{} {}','schemaType':'JSON'} | 422 | 42201",
        "{'schema':'{\\'a\\':1,\\'a\\':2}','schemaType':'JSON'} | 422 | 42201",
        "{'schema':'{\\'type\\':\\'strng\\'}','schemaType':'JSON'} | 422 | 42201",
        "{'schema':'{\\'pattern\\':\\'(\\'}','schemaType':'JSON'} | 422 | 42201",
        "{'schema':'{\\'$ref\\':\\'#/no\\'}','schemaType':'JSON'} | 422 | 42201",
        "{'schema':'{\\'$ref\\':\\'http://127.0.0.1:1/\\'}','schemaType':'JSON'} | 422 | 42201",
        "{'schema':'{}','schemaType':'JSON','references':[{}]} | 422 | 42201",
        "{'schema':'{}','schemaType':'JSON','ruleSet':{'a':1}} | 422 | 42201",
        "{'schema':'{}','schemaType':'JSON','id':9} | 422 | 42205",
        "{'schema':'{}','schemaType':'JSON','version':9} | 422 | 42201",
      })
  void badInputGetsAClearAnswer(String body, int status, int code) throws Exception {
    String sent = body == null ? "" : body.replace('\'', '"');

    assertRefused(live.post("/subjects/bad/versions", sent), status, code);
  }

  @Test
  void answersInTheTypeThatIsAskedFor() throws Exception {
    HttpRequest.Builder plain = HttpRequest.newBuilder().GET().header("Accept", "application/json");
    assertThat(live.send(plain, "/subjects").contentType()).isEqualTo("application/json");
    HttpRequest.Builder any = HttpRequest.newBuilder().GET().header("Accept", "*/*");
    assertThat(live.send(any, "/subjects").contentType())
        .isEqualTo("application/vnd.schemaregistry.v1+json");
    HttpRequest.Builder xml =
        HttpRequest.newBuilder()
            .POST(HttpRequest.BodyPublishers.ofString("<a/>"))
            .header("Content-Type", "text/xml");
    assertRefused(live.send(xml, "/subjects/x/versions"), 415, 415);
    HttpRequest.Builder none =
        HttpRequest.newBuilder().POST(HttpRequest.BodyPublishers.ofString(request(USER_V1)));
    assertThat(live.send(none, "/subjects/untyped/versions").status()).isEqualTo(200);
  }

  @Test
  void listsInPagesAndByPrefix() throws Exception {
    for (String subject : new String[] {"page-c", "page-a", "page-b"}) {
      live.register(subject, USER_V1);
    }

    assertThat(live.get("/subjects?subjectPrefix=page-").json())
        .isEqualTo(json("['page-a','page-b','page-c']"));
    assertThat(live.get("/subjects?subjectPrefix=page-&offset=1&limit=1").json())
        .isEqualTo(json("['page-b']"));
    assertThat(live.get("/subjects?subjectPrefix=page-&offset=9").json()).isEqualTo(json("[]"));
    JsonNode all = live.get("/schemas?subjectPrefix=page-&latestOnly=true").json();
    assertThat(all).hasSize(3);
    assertThat(all.path(0).path("subject").asText()).isEqualTo("page-a");
  }

  @Test
  void answersWhatClientsAskBesides() throws Exception {
    assertThat(live.get("/schemas/types").json()).isEqualTo(json("['JSON']"));
    assertThat(live.get("/contexts").json()).isEqualTo(json("['.']"));
    assertThat(
            live.get("/associations/resources/-/orders?resourceType=topic&associationType=value")
                .json())
        .isEqualTo(json("[]"));
    assertThat(live.get("/elsewhere").text()).isEqualTo("still there");
  }
}
