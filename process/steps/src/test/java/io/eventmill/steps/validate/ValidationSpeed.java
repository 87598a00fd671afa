package io.eventmill.steps.validate;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.ThreadMXBean;
import io.eventmill.event.json.JsonFields;
import io.eventmill.event.json.JsonScanner;
import io.eventmill.event.json.JsonSyntaxException;
import java.lang.management.ManagementFactory;

/**
 * What the check of one web event costs, in equal rounds: the event's scan as the yardstick, the
 * compiled schema, the library. Compare within a round; the times themselves are the machine's.
 *
 * <pre>./mvnw -q -pl process/steps -am test-compile; then run this main</pre>
 */
final class ValidationSpeed {
  private static final int ROUNDS = 8;

  private ValidationSpeed() {}

  private interface Check {
    boolean valid() throws JsonSyntaxException;
  }

  public static void main(String[] args) throws JsonSyntaxException {
    byte[] event = WebEventSchemaTest.EVENT.getBytes(UTF_8);
    byte[] failing = WebEventSchemaTest.EVENT.replace("\"203.", "\"x.").getBytes(UTF_8);
    SchemaValidator compiled = SchemaValidator.compile(WebEventSchemaTest.schema());
    SchemaValidator library =
        SchemaValidator.byLibrary(WebEventSchemaTest.schema(), SchemaSettings.defaults());
    JsonScanner scanner =
        new JsonScanner(JsonFields.of("/event_id", "/event_type", "/event_timestamp"));
    System.out.println(event.length + " bytes, µs per event (bytes allocated)");
    for (int round = 1; round <= ROUNDS; round++) {
      String scan = time(200_000, () -> scanner.scanValue(event, 0, event.length) > 0);
      String ours = time(200_000, () -> compiled.validate(event) == null);
      String theirs = time(10_000, () -> library.validate(event) == null);
      String faulty = time(50_000, () -> compiled.validate(failing) != null);
      System.out.printf(
          "round %d: scan %s, compiled %s, library %s, compiled with a fault %s%n",
          round, scan, ours, theirs, faulty);
    }
  }

  private static String time(int times, Check check) throws JsonSyntaxException {
    ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    long allocated = memory.getThreadAllocatedBytes(thread);
    long start = System.nanoTime();
    int good = 0;
    for (int i = 0; i < times; i++) {
      good += check.valid() ? 1 : 0;
    }
    double micros = (System.nanoTime() - start) / 1_000.0 / times;
    long bytes = (memory.getThreadAllocatedBytes(thread) - allocated) / times;
    if (good != times) {
      throw new IllegalStateException(times - good + " wrong answers");
    }
    return String.format("%.2f (%d)", micros, bytes);
  }
}
