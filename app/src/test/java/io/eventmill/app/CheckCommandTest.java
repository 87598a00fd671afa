package io.eventmill.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private PrintStream stdout;
  private PrintStream stderr;
  @TempDir private Path folder;

  @BeforeEach
  void listen() {
    stdout = System.out;
    stderr = System.err;
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(out, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void restore() {
    System.setOut(stdout);
    System.setErr(stderr);
  }

  @Test
  void findsTheReadyPipelinesGood() {
    int code =
        Main.run(
            "check",
            "../pipelines/web-events",
            "../pipelines/access-log",
            "../pipelines/event-counts");

    assertThat(said()).contains("web-events").contains("good").doesNotContain("problem");
    assertThat(code).isZero();
  }

  /** A good file is good wherever it is checked; what a start here would say is told beside. */
  @Test
  void tellsWhichWriteKeysAreMissingOrNoSecretsWithoutShowingThem() throws Exception {
    Path file = folder.resolve("pipeline.yaml");
    Path keys = Files.writeString(folder.resolve("keys"), "changeme-7f3a90b1\n");
    Files.writeString(
        file,
        """
        name: shop
        sources:
          a: {event: {type: /t, time: /u}, intake: {keys_env: EVENTMILL_TEST_NO_SUCH_KEYS}}
          b: {event: {type: /t, time: /u}, intake: {keys_file: keys, origins: https://shop.example}}
        """);

    int code = Main.run("check", file.toString());

    assertThat(said())
        .contains("cannot start here yet: sources.a.intake.keys_env: the environment variable")
        .contains("EVENTMILL_TEST_NO_SUCH_KEYS is not set")
        .contains("sources.b.intake.keys_file: write key 1 is one that everybody knows")
        .doesNotContain(Files.readString(keys).strip());
    assertThat(code).isZero();
  }

  @Test
  void aKeyOrAWrongOriginInTheFileIsAProblemAndTheKeyIsNotShown() throws Exception {
    Path file = folder.resolve("pipeline.yaml");
    Files.writeString(
        file,
        """
        name: shop
        sources:
          a:
            event: {type: /t, time: /u}
            intake: {keys_env: "wk-9e2f.71", keys_file: k, origins: [https://a.example/path]}
        """);

    int code = Main.run("check", file.toString());

    assertThat(said())
        .contains("keys_env: is not the name of an environment variable")
        .contains("keys_file: keys_env is given too")
        .contains("'https://a.example/path' is not an origin")
        .doesNotContain("9e2f");
    assertThat(code).isEqualTo(1);
  }

  @Test
  void tellsTheProblemsOfTheFileAndOfItsStepsInFileOrder() throws Exception {
    Path file = folder.resolve("pipeline.yaml");
    Files.writeString(
        file,
        """
        name: shop
        sources:
          web: {event: {type: /t, tme: /time}}
        enrich:
          - categroy: {from: /a, into: b}
          - email_domain: {from: user, into: domain, otherwise: x}
        """);

    int code = Main.run("check", folder.toString());

    assertThat(code).isEqualTo(1);
    assertThat(said().lines())
        .anySatisfy(l -> assertThat(l).contains("line 3").contains("did you mean 'time'"))
        .anySatisfy(l -> assertThat(l).contains("line 5").contains("did you mean 'category'"))
        .anySatisfy(l -> assertThat(l).contains("line 6").contains("'/user'"))
        .anySatisfy(l -> assertThat(l).contains("line 6").contains("otherwise"));
    assertThat(said().lines().filter(l -> l.contains("line ")).toList())
        .isSortedAccordingTo((a, b) -> lineOf(a) - lineOf(b));
  }

  @Test
  void tellsWhatIsWrongWithTheSchemaFilesItNames() throws Exception {
    Files.createDirectories(folder.resolve("schemas/more"));
    Files.writeString(folder.resolve("schemas/good.json"), "{}");
    Files.writeString(folder.resolve("schemas/more/good.json"), "true");
    Files.writeString(folder.resolve("schemas/half.json"), "{\"type\":");
    Files.writeString(folder.resolve("schemas/typo.json"), "{\"type\":\"strin\"}");
    Files.write(folder.resolve("schemas/latin.json"), new byte[] {'"', (byte) 0xe9, '"'});
    Files.createSymbolicLink(
        folder.resolve("schemas/out.json"),
        Path.of("../pipelines/web-events/schemas/web-event.json").toAbsolutePath());
    Files.writeString(
        folder.resolve("pipeline.yaml"),
        """
        name: shop
        sources:
          web:
            event: {type: /t, time: /time}
            schema:
              default: schemas/good.json
              types:
                a: schemas/none.json
                b: schemas/half.json
                c: schemas/typo.json
                d: schemas/latin.json
                e: ../secret.json
                f: schemas/more/good.json
                g: schemas/out.json
                h: a-subject
        """);

    int code = Main.run("check", folder.toString());

    assertThat(code).isEqualTo(1);
    assertThat(said().lines().filter(l -> l.contains("line ")))
        .satisfiesExactly(
            l -> assertThat(l).contains("line 8: sources.web.schema.types.a: there is no file"),
            l ->
                assertThat(l)
                    .contains("line 9:")
                    .contains("half.json: the schema")
                    .contains("JSON"),
            l -> assertThat(l).contains("line 10:").contains("typo.json: the schema at /type"),
            l -> assertThat(l).contains("line 11:").contains("latin.json cannot be read as UTF-8"),
            l -> assertThat(l).contains("line 12:").contains("not in the pipeline's folder"),
            l -> assertThat(l).contains("line 13:").contains("would be subject 'good'"),
            l -> assertThat(l).contains("line 14:").contains("leads out of the pipeline's folder"));
  }

  @Test
  void tellsWhenTwoPipelinesNameTheSameSource() throws Exception {
    for (String name : new String[] {"a", "b"}) {
      Files.createDirectory(folder.resolve(name));
      Files.writeString(
          folder.resolve(name).resolve("pipeline.yaml"),
          "name: " + name + "\nsources: {web: {event: {type: /t, time: /u}}}\n");
    }

    int code = Main.run("check", folder.resolve("a").toString(), folder.resolve("b").toString());

    assertThat(code).isEqualTo(1);
    assertThat(said()).contains("sources.web: 'web' is used by").contains("already");
  }

  @Test
  void aFileThatIsNotThereIsWrongUse() {
    assertThat(Main.run("check", "no/such/pipeline")).isEqualTo(2);
    assertThat(said()).contains("there is no pipeline at no/such/pipeline");
    assertThat(Main.run("check")).isEqualTo(2);
  }

  private String said() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private static int lineOf(String text) {
    return Integer.parseInt(text.replaceAll(".*line (\\d+):.*", "$1"));
  }
}
