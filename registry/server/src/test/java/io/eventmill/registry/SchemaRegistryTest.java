package io.eventmill.registry;

import static io.eventmill.registry.Schemas.USER_BROKEN;
import static io.eventmill.registry.Schemas.USER_V1;
import static io.eventmill.registry.Schemas.USER_V2;
import static io.eventmill.registry.Schemas.numbered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventmill.registry.client.SchemaAnswer;
import io.eventmill.registry.client.SchemaClient;
import io.eventmill.registry.client.SchemaClientSettings;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class SchemaRegistryTest {
  private static SchemaRegistry open(String topic) {
    return open(RegistrySettings.defaults().withTopic(topic, (short) 1));
  }

  private static SchemaRegistry open(RegistrySettings settings) {
    return SchemaRegistry.open(TestBroker.address(), settings, new Random(7));
  }

  private static SchemaVersion register(SchemaRegistry registry, String subject, String schema) {
    return registry.register(subject, SchemaRequest.of(schema));
  }

  private static void assertRefused(int code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RegistryException.class, e -> assertThat(e.code()).as(e.getMessage()).isEqualTo(code));
  }

  @Test
  void answersItsOwnProcessAsItWouldAClient() throws Exception {
    try (LiveRegistry live = new LiveRegistry("own-process")) {
      live.register("user", USER_V1);
      live.register("user", USER_V2);
      live.post(
          "/subjects/team/versions",
          "{\"schemaType\":\"JSON\",\"schema\":\"{\\\"$ref\\\":\\\"u\\\"}\",\"references\":"
              + "[{\"name\":\"u\",\"subject\":\"user\",\"version\":1}]}");
      live.delete("/subjects/user/versions/2");
      SchemaClient client =
          new SchemaClient(SchemaClientSettings.of(live.url()), Clock.systemUTC());

      for (String subject : List.of("user", "team", "nobody")) {
        assertThat(live.registry.answer(subject, VersionId.LATEST))
            .hasSameClassAs(client.latest(subject))
            .satisfies(
                answer -> {
                  if (answer instanceof SchemaAnswer.Found) {
                    assertThat(answer).isEqualTo(client.latest(subject));
                  }
                });
      }
      assertThat(live.registry.answer("team", new VersionId(1)))
          .isInstanceOfSatisfying(
              SchemaAnswer.Found.class,
              found -> assertThat(found.schema().references()).containsOnlyKeys("u"));
      assertThat(live.registry.answer("team", new VersionId(2)))
          .isInstanceOf(SchemaAnswer.NotFound.class);
      assertThat(live.registry.answer("user", new VersionId(2)))
          .isInstanceOf(SchemaAnswer.NotFound.class);
    }
  }

  @Test
  void survivesARestartWholeAndGoesOnCounting() {
    List<SchemaVersion> before;
    try (SchemaRegistry registry = open("restart")) {
      register(registry, "a", USER_V1);
      register(registry, "a", USER_V2);
      register(registry, "b", USER_V1);
      register(registry, "c", numbered(1));
      registry.deleteVersion("c", VersionId.LATEST, false);
      registry.setLevel("b", CompatibilityLevel.FULL_TRANSITIVE);
      registry.setLevel(null, CompatibilityLevel.FORWARD);
      registry.setMode("b", Mode.READONLY, false);
      before = everything(registry);
    }

    try (SchemaRegistry again = open("restart")) {
      assertThat(everything(again)).isEqualTo(before).hasSize(4);
      assertThat(again.level("b")).contains(CompatibilityLevel.FULL_TRANSITIVE);
      assertThat(again.level(null)).contains(CompatibilityLevel.FORWARD);
      assertThat(again.modeInForce("b")).isEqualTo(Mode.READONLY);
      assertThat(again.modeInForce("a")).isEqualTo(Mode.READWRITE);
      assertThat(register(again, "d", numbered(2)).id()).isEqualTo(4);
    }
  }

  private static List<SchemaVersion> everything(SchemaRegistry registry) {
    return registry.subjects("", Which.ALL).stream()
        .flatMap(subject -> registry.versions(subject, Which.ALL).stream())
        .toList();
  }

  @Test
  void twoProcessesThatRegisterAtOnceGiveEachSchemaOneIdAndEachIdOneSchema() throws Exception {
    int schemas = 10;
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (SchemaRegistry one = open("shared");
        SchemaRegistry two = open("shared")) {
      List<Callable<SchemaVersion>> tasks = new ArrayList<>();
      for (int i = 0; i < schemas; i++) {
        String both = numbered(i);
        String own = numbered(100 + i);
        String subject = "s" + i;
        tasks.add(() -> register(one, subject, both)); // the same in both at once …
        tasks.add(() -> register(two, subject, both));
        tasks.add(() -> register(i(own) % 2 == 0 ? one : two, "own-" + subject, own));
      }

      List<SchemaVersion> answers = new ArrayList<>();
      for (Future<SchemaVersion> task : threads.invokeAll(tasks)) {
        answers.add(task.get());
      }

      Set<String> texts = new HashSet<>();
      Set<Integer> ids = new HashSet<>();
      Set<String> pairs = new HashSet<>();
      for (SchemaVersion answer : answers) {
        assertThat(answer.version()).isEqualTo(1); // … is one version, not two
        texts.add(answer.content().text());
        ids.add(answer.id());
        pairs.add(answer.id() + " " + answer.content().text());
      }
      assertThat(texts).hasSize(2 * schemas);
      assertThat(ids).hasSize(2 * schemas).contains(1, 2 * schemas);
      assertThat(pairs).hasSize(2 * schemas);
      for (SchemaVersion answer : answers) {
        assertThat(one.schema(answer.id())).contains(answer.content());
        assertThat(two.schema(answer.id())).contains(answer.content());
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static int i(String numbered) {
    return Integer.parseInt(numbered.replaceAll("\\D", ""));
  }

  @Test
  void whatOneProcessHasAnsweredTheOtherFindsAtOnce() {
    try (SchemaRegistry one = open("at-once");
        SchemaRegistry two = open("at-once")) {
      for (int i = 0; i < 5; i++) {
        SchemaVersion version = register(one, "s" + i, numbered(i));

        assertThat(two.schema(version.id())).contains(version.content());
        assertThat(two.version("s" + i, VersionId.LATEST, Which.LIVE)).contains(version);
      }
    }
  }

  @Test
  void anIdIsNeverGivenTwiceEvenAfterAPermanentDeletionAndARestart() {
    try (SchemaRegistry registry = open("ids")) {
      register(registry, "a", numbered(1));
      assertThat(register(registry, "b", numbered(2)).id()).isEqualTo(2);
      registry.deleteSubject("b", false);
      registry.deleteSubject("b", true);
      assertThat(registry.schema(2)).isEmpty();
    }

    try (SchemaRegistry again = open("ids")) {
      assertThat(register(again, "c", numbered(3)).id()).isEqualTo(3);
    }
  }

  @Test
  void theNumberOfSubjectsHasALimit() {
    RegistryLimits d = RegistryLimits.defaults();
    RegistryLimits two =
        new RegistryLimits(
            d.schemaBytesMax(),
            d.schemaDepthMax(),
            2,
            d.versionsMax(),
            d.textMax(),
            d.comparisonStepsMax(),
            d.requestsMax());
    try (SchemaRegistry registry =
        open(RegistrySettings.defaults().withTopic("subjects-max", (short) 1).withLimits(two))) {
      register(registry, "a", USER_V1);
      register(registry, "b", USER_V1);

      assertRefused(42205, () -> register(registry, "c", USER_V1));
      register(registry, "b", USER_V2); // another version is no other subject
      registry.setLevel("a", CompatibilityLevel.NONE);
      registry.setLevel("x", CompatibilityLevel.NONE);
      assertRefused(42205, () -> registry.setLevel("y", CompatibilityLevel.NONE));
    }
  }

  @Test
  void theNumberOfVersionsAndTheTextInAllHaveLimits() {
    RegistryLimits d = RegistryLimits.defaults();
    long text = numbered(1).length() + numbered(2).length();
    RegistryLimits small =
        new RegistryLimits(
            d.schemaBytesMax(),
            d.schemaDepthMax(),
            d.subjectsMax(),
            2,
            text,
            d.comparisonStepsMax(),
            d.requestsMax());
    try (SchemaRegistry registry =
        open(RegistrySettings.defaults().withTopic("versions-max", (short) 1).withLimits(small))) {
      registry.setLevel(null, CompatibilityLevel.NONE);
      register(registry, "a", numbered(1));
      register(registry, "a", numbered(2));

      assertThatThrownBy(() -> register(registry, "a", numbered(3)))
          .hasMessageContaining("registry.versions_max");
      assertThatThrownBy(() -> register(registry, "b", numbered(3)))
          .hasMessageContaining("registry.text_max");
      register(registry, "b", numbered(2)); // no new text
    }
  }

  @Test
  void isCheckedByTheSubjectsRuleElseByTheOneForAll() {
    try (SchemaRegistry registry = open("rules")) {
      register(registry, "a", USER_V1);
      assertRefused(409, () -> register(registry, "a", USER_BROKEN));
      register(registry, "a", USER_V2);

      registry.setLevel("a", CompatibilityLevel.NONE);
      assertThat(register(registry, "a", USER_BROKEN).version()).isEqualTo(3);

      register(registry, "b", USER_V2);
      registry.setLevel(null, CompatibilityLevel.FORWARD); // v1 reads no email: not what v2 writes
      assertThat(register(registry, "b", USER_V1).version()).isEqualTo(2);
      assertRefused(409, () -> register(registry, "b", USER_BROKEN));
    }
  }

  @Test
  void transitiveLooksAtEveryVersionAndTheOthersAtTheLast() {
    String anything = "{}";
    String text = "{\"type\":\"string\"}";
    String number = "{\"type\":\"number\"}";
    for (CompatibilityLevel level :
        List.of(CompatibilityLevel.FORWARD, CompatibilityLevel.FORWARD_TRANSITIVE)) {
      try (SchemaRegistry registry = open("transitive-" + level)) {
        registry.setLevel("s", CompatibilityLevel.NONE);
        register(registry, "s", text);
        register(registry, "s", anything);
        registry.setLevel("s", level);

        // What is written as a number is read by "anything" and not by "text".
        if (level.transitive()) {
          assertRefused(409, () -> register(registry, "s", number));
        } else {
          assertThat(register(registry, "s", number).version()).isEqualTo(3);
        }
      }
    }
  }

  @Test
  void deletedVersionsDoNotCountForTheNextAndKeepTheirNumber() {
    try (SchemaRegistry registry = open("deleted")) {
      register(registry, "a", USER_V1);
      registry.deleteVersion("a", new VersionId(1), false);

      SchemaVersion next = register(registry, "a", USER_BROKEN);

      assertThat(next.version()).isEqualTo(2);
      assertThat(registry.schema(1)).isPresent(); // what was written with it is still read
      SchemaVersion back = register(registry, "b", USER_V1);
      assertThat(back.id()).isEqualTo(1);
    }
  }

  @Test
  void anImportKeepsTheIdsAndVersionsOfTheOtherRegistry() {
    try (SchemaRegistry registry = open("import")) {
      register(registry, "old", numbered(0));
      assertRefused(42205, () -> registry.setMode(null, Mode.IMPORT, false));
      registry.setMode("new", Mode.IMPORT, false);
      assertRefused(42205, () -> register(registry, "new", numbered(1)));
      SchemaRequest asked = new SchemaRequest(numbered(1), List.of(), false, 42, 7);

      SchemaVersion version = registry.register("new", asked);

      assertThat(version.id()).isEqualTo(42);
      assertThat(version.version()).isEqualTo(7);
      assertThat(registry.register("new", asked)).isEqualTo(version);
      SchemaRequest taken = new SchemaRequest(numbered(2), List.of(), false, 42, 8);
      assertRefused(42207, () -> registry.register("new", taken));
      registry.setMode("new", null, false);
      assertThat(register(registry, "other", numbered(3)).id()).isEqualTo(43);
      assertRefused(42205, () -> registry.register("other", asked)); // an id only in an import
    }
  }

  @Test
  void aReadOnlySubjectTakesAndLosesNothing() {
    try (SchemaRegistry registry = open("readonly")) {
      SchemaVersion version = register(registry, "a", USER_V1);
      registry.setMode(null, Mode.READONLY, false);

      assertThat(register(registry, "a", USER_V1)).isEqualTo(version); // nothing to do
      assertRefused(42205, () -> register(registry, "a", USER_V2));
      assertRefused(42205, () -> registry.deleteSubject("a", false));
      registry.setMode("a", Mode.READWRITE, false);
      assertThat(register(registry, "a", USER_V2).version()).isEqualTo(2);
    }
  }
}
