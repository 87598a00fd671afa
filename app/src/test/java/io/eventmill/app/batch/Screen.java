package io.eventmill.app.batch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What a command prints during a test, errors among it. */
final class Screen implements BeforeEachCallback, AfterEachCallback {
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private PrintStream stdout;
  private PrintStream stderr;

  @Override
  public void beforeEach(ExtensionContext test) {
    stdout = System.out;
    stderr = System.err;
    PrintStream both = new PrintStream(said, true, UTF_8);
    System.setOut(both);
    System.setErr(both);
  }

  @Override
  public void afterEach(ExtensionContext test) {
    System.setOut(stdout);
    System.setErr(stderr);
  }

  void clear() {
    said.reset();
  }

  String said() {
    return said.toString(UTF_8);
  }
}
