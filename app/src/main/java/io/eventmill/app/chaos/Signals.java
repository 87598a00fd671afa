package io.eventmill.app.chaos;

import java.io.IOException;

/** Signals to other processes, by the {@code kill} of the system. */
final class Signals {
  private Signals() {}

  static void send(ProcessHandle process, String signal) throws IOException, InterruptedException {
    String pid = Long.toString(process.pid());
    int code = new ProcessBuilder("kill", "-" + signal, pid).start().waitFor();
    if (code != 0 && process.isAlive()) {
      throw new IOException("kill -" + signal + " " + pid + " ended with " + code);
    }
  }
}
