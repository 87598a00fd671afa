package io.eventmill.steps.validate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaValidatorTest {
  private static final String SCHEMA =
      """
      {"properties": {"a": {"type": "integer"}, "b": {"$ref": "#"}, "é": {"maxLength": 1}}}
      """;

  private final SchemaValidator validator = SchemaValidator.compile(SCHEMA);

  @Test
  void looksAtARangeOfTheBytesOnly() {
    byte[] bytes = "x{\"a\":1}{\"a\":true}".getBytes(UTF_8);

    assertThat(validator.validate(bytes, 1, 8)).isNull();
    assertThat(validator.validate(bytes, 8, bytes.length).message())
        .isEqualTo("/a is true; it must be an integer");
    assertThat(validator.validate(bytes, 1, 9).message()).contains("at byte 7");
  }

  @Test
  void followsARecursiveSchemaAsDeepAsTheEventGoes() {
    String event = "{\"b\":".repeat(50) + "{\"a\":0.5}" + "}".repeat(50);

    Violation violation = validator.validate(event.getBytes(UTF_8));

    assertThat(validator.libraryPlaces()).isEmpty();
    assertThat(violation.pointer()).isEqualTo("/b".repeat(50) + "/a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1,\"a\":1}",
        "{\"a\":1,\"\\u0061\":1}",
        "{\"x\":1,\"y\":[],\"x\":1}",
        "{\"x\":1,\"\\u0078\":1}",
        "{\"b\":{\"b\":{\"x\":1,\"x\":1}}}",
        "{\"q\":[{\"é\":1,\"\\u00e9\":1}]}",
        "{\"\\n\":1,\"\\n\":1}"
      })
  void refusesANameThatStandsTwiceInItsObject(String event) {
    Violation violation = validator.validate(event.getBytes(UTF_8));

    assertThat(violation.keyword()).isEqualTo(Violation.DUPLICATE);
    assertThat(violation.isAboutJson()).isTrue();
  }

  @Test
  void takesTheSameNameInDifferentObjects() {
    String event = "{\"x\":{\"x\":{\"x\":1}},\"y\":[{\"x\":1},{\"x\":1}],\"b\":{\"x\":1,\"a\":1}}";

    assertThat(validator.validate(event.getBytes(UTF_8))).isNull();
  }

  @Test
  void findsATwinAmongNamesThatWereChosenToCollide() {
    List<String> names = new ArrayList<>(List.of(""));
    for (int i = 0; i < 9; i++) { // "Aa" and "BB" have the same hash
      List<String> longer = new ArrayList<>();
      names.forEach(name -> longer.addAll(List.of(name + "Aa", name + "BB")));
      names = longer;
    }
    String members = String.join("\":1,\"", names);
    String twin = names.get(names.size() / 2);

    assertThat(validator.validate(("{\"" + members + "\":1}").getBytes(UTF_8))).isNull();
    assertThat(validator.validate(("{\"" + members + "\":1,\"" + twin + "\":2}").getBytes(UTF_8)))
        .extracting(Violation::pointer)
        .isEqualTo("/" + twin);
  }

  @Test
  void findsATwinAmongVeryManyNames() {
    StringBuilder event = new StringBuilder("{");
    for (int i = 0; i < 50_000; i++) {
      event.append("\"n").append(i).append("\":0,");
    }

    assertThat(validator.validate((event + "\"z\":0}").getBytes(UTF_8))).isNull();
    assertThat(validator.validate((event + "\"n77\":0}").getBytes(UTF_8)).pointer())
        .isEqualTo("/n77");
  }

  @Test
  void startsAfreshAfterAFaultAnywhere() {
    for (String bad : List.of("{\"b\":{\"b\":{\"a\":\"", "{\"x\":{\"x\":1},\"a\":null}", "[[[[}")) {
      assertThat(validator.validate(bad.getBytes(UTF_8))).isNotNull();
      assertThat(validator.validate("{\"x\":1,\"b\":{\"a\":1.0}}".getBytes(UTF_8))).isNull();
    }
  }

  @Test
  void neverThrowsForWhatAnEventHolds() throws IOException {
    SchemaValidator library = SchemaValidator.byLibrary(SCHEMA, SchemaSettings.defaults());
    try (Stream<Path> files = Files.walk(SharedData.folder("JSONTestSuite"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        byte[] bytes = Files.readAllBytes(file);
        Violation violation = validator.validate(bytes);

        assertThat(violation == null)
            .as(file.toString())
            .isEqualTo(library.validate(bytes) == null);
        assertThat(file.getFileName().toString().startsWith("n_") && violation == null)
            .as(file.toString())
            .isFalse();
      }
    }
  }

  @Test
  void givesThreadsThatMeetTheRightAnswers() throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Future<Boolean>> answers = new ArrayList<>();
    for (int thread = 0; thread < 4; thread++) {
      byte[] event = ("{\"x" + thread + "\":1,\"a\":" + thread + "}").getBytes(UTF_8);
      byte[] bad = ("{\"x" + thread + "\":1,\"a\":" + thread + ".5}").getBytes(UTF_8);
      answers.add(
          threads.submit(
              () -> {
                for (int i = 0; i < 20_000; i++) {
                  if (validator.validate(event) != null || validator.validate(bad) == null) {
                    return false;
                  }
                }
                return true;
              }));
    }
    for (Future<Boolean> answer : answers) {
      assertThat(answer.get()).isTrue();
    }
    threads.shutdown();
  }

  @Test
  void allocatesNothingForAValidEvent() {
    byte[] event = "{\"a\":12,\"x\":[1.5,\"é\"],\"b\":{\"é\":\"€\"}}".getBytes(UTF_8);
    var memory = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (int i = 0; i < 10_000; i++) {
      assertThat(validator.validate(event) == null).isTrue();
    }
    long thread = Thread.currentThread().getId();
    int faults = 0;

    long before = memory.getThreadAllocatedBytes(thread);
    for (int i = 0; i < 10_000; i++) {
      faults += validator.validate(event) == null ? 0 : 1;
    }
    long allocated = memory.getThreadAllocatedBytes(thread) - before;

    assertThat(faults).isZero();
    assertThat(allocated).isLessThan(10_000); // less than a byte for each
  }
}
