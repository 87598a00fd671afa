package io.eventmill.registry.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventmill.registry.client.SchemaAnswer.Away;
import io.eventmill.registry.client.SchemaAnswer.Found;
import io.eventmill.registry.client.SchemaAnswer.NotFound;
import io.eventmill.registry.client.ScriptedRegistry.Says;
import io.eventmill.testkit.FullDoor;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaClientTest {
  private static final String USER_1 =
      "{'subject':'user','version':1,'id':7,'schemaType':'JSON','schema':'{\\'type\\':\\'object\\'}'}";
  private static final String USER_2 =
      "{'subject':'user','version':2,'id':8,'schemaType':'JSON','schema':'{}'}";
  private static final SchemaClientLimits LIMITS =
      new SchemaClientLimits(
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          2,
          Duration.ofMillis(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(30),
          Duration.ofSeconds(5),
          100,
          10_000,
          3);

  private final SettableClock clock = new SettableClock();
  private ScriptedRegistry registry;
  private SchemaClient client;

  @BeforeEach
  void start() throws Exception {
    registry = new ScriptedRegistry();
    client = client(LIMITS);
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  private SchemaClient client(SchemaClientLimits limits) {
    return new SchemaClient(
        new SchemaClientSettings(List.of(registry.url()), null, null, limits), clock);
  }

  private static SchemaClientLimits limits(int retriesMax, int schemasMax, int answerBytesMax) {
    return new SchemaClientLimits(
        LIMITS.connectTimeout(),
        LIMITS.requestTimeout(),
        retriesMax,
        LIMITS.pause(),
        LIMITS.awayFor(),
        LIMITS.freshFor(),
        LIMITS.missingFor(),
        schemasMax,
        answerBytesMax,
        LIMITS.referencesMax());
  }

  private static Found found(SchemaAnswer answer) {
    assertThat(answer).isInstanceOf(Found.class);
    return (Found) answer;
  }

  @Test
  void looksUpWhichVersionASchemaIs() {
    registry.says(
        (path, sent) ->
            path.equals("/subjects/a%20b") && sent.contains("{\\\"type\\\":1}")
                ? new Says(200, USER_2.replace('\'', '"'))
                : new Says(404, "{\"error_code\":40403,\"message\":\"Schema not found\"}"));

    assertThat(client.lookUp("a b", "{\"type\":1}"))
        .isInstanceOfSatisfying(
            Found.class, found -> assertThat(found.schema().version()).isEqualTo(2));
    assertThat(client.lookUp("a b", "{}")).isEqualTo(new NotFound("Schema not found"));
    registry.says(500, "");
    assertThat(client.lookUp("a b", "{}")).isInstanceOf(Away.class);
  }

  @Test
  void asksOnceForAnIdAndForAVersion() {
    registry.says(200, USER_1);

    RegisteredSchema schema = found(client.version("user", 1)).schema();
    client.version("user", 1);
    client.byId(7);

    assertThat(schema)
        .isEqualTo(new RegisteredSchema(7, "user", 1, "{\"type\":\"object\"}", Map.of()));
    assertThat(registry.asked).containsExactly("/subjects/user/versions/1");
  }

  @Test
  void anAnswerByIdDoesNotRepeatTheIdAndIsGivenIt() {
    registry.says(200, "{'schemaType':'JSON','schema':'{}'}");

    assertThat(found(client.byId(42)).schema())
        .isEqualTo(new RegisteredSchema(42, null, 0, "{}", Map.of()));
  }

  @Test
  void asksForTheLatestAgainWhenItIsNoLongerFresh() {
    registry.says(200, USER_1);
    client.latest("user");
    registry.says(200, USER_2);

    clock.pass(LIMITS.freshFor().minusMillis(1));
    assertThat(found(client.latest("user")).schema().id()).isEqualTo(7);
    clock.pass(Duration.ofMillis(1));

    assertThat(found(client.latest("user")).schema().id()).isEqualTo(8);
    assertThat(registry.asked).hasSize(2);
  }

  @Test
  void whatIsKnownGoesOnWhileTheRegistryIsAwayAndTheRestIsSaidToBeAway() {
    registry.says(200, USER_1);
    client.latest("user");
    registry.says(503, "");
    clock.pass(LIMITS.freshFor());

    Found stale = found(client.latest("user"));

    assertThat(stale.stale()).isTrue();
    assertThat(stale.schema().id()).isEqualTo(7);
    assertThat(found(client.byId(7)).stale()).isFalse();
    assertThat(client.latest("other"))
        .isInstanceOfSatisfying(
            Away.class, away -> assertThat(away.message()).contains("HTTP 503", "3 tries"));
  }

  @Test
  void doesNotAskAgainAtOnceAfterAFailureAndFindsTheRegistryWhenItIsBack() {
    registry.says(500, "");
    client.byId(1);
    int tries = registry.asked.size();
    assertThat(tries).isEqualTo(3);

    assertThat(client.byId(2)).isInstanceOf(Away.class);
    assertThat(registry.asked).hasSize(tries);
    registry.says(200, "{'schemaType':'JSON','schema':'{}'}");
    clock.pass(LIMITS.awayFor());

    assertThat(client.byId(2)).isInstanceOf(Found.class);
  }

  @Test
  void triesAgainAndFindsIt() {
    AtomicInteger calls = new AtomicInteger();
    registry.says(
        (path, body) ->
            switch (calls.incrementAndGet()) {
              case 1 -> new Says(0, "");
              case 2 -> new Says(429, "");
              default -> new Says(200, "{\"schemaType\":\"JSON\",\"schema\":\"{}\"}");
            });

    assertThat(client.byId(1)).isInstanceOf(Found.class);
    assertThat(calls).hasValue(3);
  }

  @Test
  void notFoundIsBelievedForAWhileOnly() {
    registry.says(404, "{'error_code':40401,'message':'Subject not found.'}");

    assertThat(client.latest("new")).isEqualTo(new NotFound("Subject not found."));
    client.latest("new");
    assertThat(registry.asked).hasSize(1);
    registry.says(200, USER_1);
    clock.pass(LIMITS.missingFor());

    assertThat(client.latest("new")).isInstanceOf(Found.class);
  }

  @Test
  void aSchemaThatIsGoneIsNoLongerTheLatest() {
    registry.says(200, USER_1);
    client.latest("user");
    registry.says(404, "{'error_code':40401,'message':'Subject not found.'}");
    clock.pass(LIMITS.freshFor());

    assertThat(client.latest("user")).isInstanceOf(NotFound.class);
    assertThat(client.byId(7)).isInstanceOf(Found.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "404 | <html>nginx</html> | no schema registry",
        "404 | {'error_code':404,'message':'HTTP 404 Not Found'} | no schema registry",
        "401 | {'error_code':40101,'message':'Unauthorized'} | user and password",
        "403 | '' | user and password",
        "302 | '' | HTTP 302",
        "200 | <html></html> | not an answer",
        "200 | {'id':1} | not an answer",
        "200 | '' | not an answer",
        "400 | {'message':'what?'} | what?",
      })
  void whatIsNoAnswerOfARegistryIsNotTakenForOne(int status, String body, String says) {
    registry.says(status, body == null ? "" : body);

    assertThat(client.byId(1))
        .isInstanceOfSatisfying(
            Away.class,
            away -> assertThat(away.message()).contains(says, registry.url() + "/schemas/ids/1"));
    assertThat(registry.asked).hasSize(1);
  }

  @Test
  void aSchemaOfAnotherTypeIsNoJsonSchema() {
    registry.says(200, "{'schema':'\\'string\\''}");

    assertThat(client.byId(1))
        .isInstanceOfSatisfying(
            NotFound.class, missing -> assertThat(missing.message()).contains("AVRO"));
  }

  @Test
  void readsAnAnswerOfTheLimitAndNoByteMore() {
    String answer = "{\"schemaType\":\"JSON\",\"schema\":\"{}\"}";
    registry.says((path, body) -> new Says(200, answer));

    assertThat(client(limits(0, 10, answer.length())).byId(1)).isInstanceOf(Found.class);
    assertThat(client(limits(0, 10, answer.length() - 1)).byId(1))
        .isInstanceOfSatisfying(
            Away.class, away -> assertThat(away.message()).contains("longer than"));
  }

  @Test
  void keepsAsManySchemasAsTheLimitAndForgetsTheLeastUsed() {
    registry.says((path, body) -> new Says(200, "{\"schemaType\":\"JSON\",\"schema\":\"{}\"}"));
    SchemaClient small = client(limits(0, 2, 10_000));
    small.byId(1);
    small.byId(2);
    small.byId(1);
    small.byId(3);
    registry.asked.clear();

    small.byId(1);
    small.byId(3);
    assertThat(registry.asked).isEmpty();
    small.byId(2);
    assertThat(registry.asked).containsExactly("/schemas/ids/2");
  }

  @Test
  void givesUpOnAnAnswerThatDoesNotEnd() throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    registry.says(
        (path, body) -> {
          try {
            done.await(30, TimeUnit.SECONDS);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return new Says(200, "{}");
        });
    SchemaClientLimits patience =
        new SchemaClientLimits(
            Duration.ofSeconds(5),
            Duration.ofMillis(100),
            0,
            Duration.ofMillis(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(30),
            Duration.ofSeconds(5),
            10,
            10_000,
            3);

    assertThat(client(patience).byId(1)).isInstanceOf(Away.class);
    done.countDown();
  }

  /** A door before which others stand already: the system answers no further one. */
  @Test
  void givesUpOnAnAddressThatTakesNoConnection() throws Exception {
    SchemaClientLimits patience =
        new SchemaClientLimits(
            Duration.ofMillis(200),
            Duration.ofSeconds(60),
            0,
            Duration.ofMillis(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(30),
            Duration.ofSeconds(5),
            10,
            10_000,
            3);
    try (FullDoor door = FullDoor.open()) {
      SchemaClient hasty =
          new SchemaClient(
              new SchemaClientSettings(List.of(door.url()), null, null, patience), clock);
      long begin = System.nanoTime();

      assertThat(hasty.byId(1)).isInstanceOf(Away.class);

      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(30));
    }
  }

  @Test
  void asksTheNextAddressWhenOneIsDead() throws Exception {
    int dead;
    try (ServerSocket socket = new ServerSocket(0)) {
      dead = socket.getLocalPort();
    }
    registry.says(200, USER_1);
    SchemaClient two =
        new SchemaClient(
            new SchemaClientSettings(
                List.of(URI.create("http://localhost:" + dead), registry.url()),
                null,
                null,
                LIMITS),
            clock);

    assertThat(two.latest("user")).isInstanceOf(Found.class);
  }

  @Test
  void sendsUserAndPasswordAndKeepsThePathOfTheUrl() {
    registry.says(200, USER_1);
    SchemaClientSettings settings =
        new SchemaClientSettings(
            List.of(registry.url().resolve("/apis/ccompat/v7/")), "me", "se:cret", LIMITS);

    new SchemaClient(settings, clock).latest("a/b c");

    assertThat(registry.asked)
        .containsExactly("/apis/ccompat/v7/subjects/a%2Fb%20c/versions/latest");
    assertThat(registry.credentials).containsExactly("Basic bWU6c2U6Y3JldA==");
    assertThat(settings.toString()).doesNotContain("cret");
  }

  @Test
  void bringsAlongTheSchemasThatASchemaRefersTo() {
    registry.says(
        (path, body) ->
            new Says(
                200,
                switch (path) {
                  case "/schemas/ids/1" -> schema("a.json", "a", 1);
                  case "/subjects/a/versions/1?deleted=true" -> schema("b.json", "b", 2);
                  default -> "{\"schemaType\":\"JSON\",\"schema\":\"true\"}";
                }));

    assertThat(found(client.byId(1)).schema().references())
        .isEqualTo(Map.of("a.json", "{}", "b.json", "true"));
  }

  @Test
  void schemasReferToAsManyAsTheLimit() {
    AtomicInteger last = new AtomicInteger(3);
    registry.says(
        (path, body) -> {
          int n = path.startsWith("/schemas") ? 0 : Integer.parseInt(path.replaceAll("\\D", ""));
          return new Says(
              200,
              n < last.get()
                  ? schema("r" + (n + 1), "s", n + 1)
                  : "{\"schemaType\":\"JSON\",\"schema\":\"true\"}");
        });

    assertThat(found(client.byId(1)).schema().references()).hasSize(LIMITS.referencesMax());
    last.set(4);
    assertThat(client.byId(2))
        .isInstanceOfSatisfying(
            Away.class,
            away -> assertThat(away.message()).contains("registry.remote_references_max"));
  }

  private static String schema(String name, String subject, int version) {
    return "{\"schemaType\":\"JSON\",\"schema\":\"{}\",\"references\":[{\"name\":\"%s\",\"subject\":\"%s\",\"version\":%d}]}"
        .formatted(name, subject, version);
  }

  @Test
  void manyThreadsAskOnce() throws Exception {
    registry.says(200, USER_1);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<SchemaAnswer>> answers =
          IntStream.range(0, 64)
              .mapToObj(i -> threads.submit(() -> client.latest("user")))
              .toList();
      for (Future<SchemaAnswer> answer : answers) {
        assertThat(answer.get()).isInstanceOf(Found.class);
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(registry.asked).hasSize(1);
  }

  @Test
  void registersAndTellsRefusalFromAbsence() {
    registry.says(200, "{'id':5}");
    assertThat(client.register("s", "{}")).isEqualTo(new Registration.Registered(5));
    registry.says(409, "{'error_code':409,'message':'does not fit'}");
    assertThat(client.register("s", "{}")).isEqualTo(new Registration.Refused(409, "does not fit"));
    registry.says(500, "");
    assertThat(client.register("s", "{}")).isInstanceOf(Registration.Away.class);
  }

  @ParameterizedTest
  @CsvSource({"localhost:8081", "ftp://x", "http://", "http://u:p@host", "http://host?x=1"})
  void aUrlThatIsNoneIsRefusedAtTheStart(String url) {
    assertThatThrownBy(() -> SchemaClientSettings.of(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("u:p");
  }
}
