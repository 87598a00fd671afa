package io.eventmill.app.e2e.kill;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;

/** What a test needs of the machine. Without it the test is skipped aloud, but not in CI. */
final class Needed {
  private Needed() {}

  static void orSkip(boolean there, String otherwise) {
    if (there) {
      return;
    }
    if (System.getenv("CI") != null) {
      throw new AssertionError(otherwise);
    }
    System.err.println("SKIPPED: " + otherwise);
    assumeTrue(false, otherwise);
  }

  /** Runs a command to its end; true when that was a good one. */
  static boolean runs(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
    } catch (IOException e) {
      return false; // there is no such command
    }
  }
}
