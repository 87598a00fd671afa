package io.eventmill.app.e2e.kill;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/**
 * Makes the machine fail a process that knows nothing of it: a small library before the C library,
 * told through a file what shall fail. Needs a C compiler; without one the test is skipped.
 */
final class Faults {
  private static final int BYTES = 128;
  private static final int SYNC_FAILS_AT = 4;
  private static final int WORD_AT = 8;

  private final Path library;
  private final Path control;

  private Faults(Path library, Path control) {
    this.library = library;
    this.control = control;
  }

  static Faults in(Path folder) throws IOException, InterruptedException {
    Path source = folder.resolve("faults.c");
    Path library = folder.resolve("faults.so");
    try (InputStream text = Faults.class.getResourceAsStream("faults.c")) {
      Files.copy(text, source);
    }
    Needed.orSkip(
        Needed.runs("cc", "-shared", "-fPIC", "-O2", "-o", library + "", source + "", "-ldl"),
        "no C compiler, so the machine cannot be made to fail the process");
    Path control = Files.write(folder.resolve("faults"), new byte[BYTES]);
    return new Faults(library, control);
  }

  /** To be put into the environment of the process. */
  Map<String, String> environment() {
    return Map.of("LD_PRELOAD", library.toString(), "FAULTS", control.toString());
  }

  /** Connections from and to the port are cut, new ones refused; 0: no longer. */
  void cutPort(int port) throws IOException {
    write(0, number(port));
  }

  /** Syncing a file fails when its path holds the word; null: no longer. */
  void failSyncs(String word) throws IOException {
    if (word != null) {
      write(WORD_AT, ByteBuffer.wrap((word + "\0").getBytes(UTF_8)));
    }
    write(SYNC_FAILS_AT, number(word == null ? 0 : 1));
  }

  private static ByteBuffer number(int n) {
    return ByteBuffer.allocate(4).order(ByteOrder.nativeOrder()).putInt(n).flip();
  }

  private void write(int at, ByteBuffer bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(control, StandardOpenOption.WRITE)) {
      channel.write(bytes, at);
    }
  }
}
