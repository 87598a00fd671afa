package io.eventmill.app.command;

import java.io.FileInputStream;
import java.io.IOException;
import sun.misc.Signal;

/** SIGHUP: asks a server to read its files again; or its terminal is gone, and it ends. */
final class Hangup {
  private static final int ENDED_BY_HUP = 129;

  private Hangup() {}

  /** Where the system has no such signal, nothing. */
  static void handledBy(Runnable reload) {
    boolean hadTerminal = hasTerminal();
    try {
      Signal.handle(
          new Signal("HUP"),
          signal -> {
            if (hadTerminal && !hasTerminal()) {
              System.exit(ENDED_BY_HUP); // as if interrupted: everything is closed in order
            }
            reload.run();
          });
    } catch (IllegalArgumentException e) {
      // Windows, or a JVM that was told to leave signals alone
    }
  }

  private static boolean hasTerminal() {
    try (FileInputStream terminal = new FileInputStream("/dev/tty")) {
      return terminal.getFD().valid();
    } catch (IOException e) {
      return false;
    }
  }
}
