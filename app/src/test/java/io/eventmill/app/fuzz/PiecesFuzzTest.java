package io.eventmill.app.fuzz;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scanner, splice, body reader, steps and failed events, on what a fuzzer can think of. */
class PiecesFuzzTest {
  @TempDir private Path work;

  @Test
  void thePiecesDoWhatAnotherReaderSays() throws Exception {
    Jazzer.run(PiecesTarget.class, work, Map.of());
  }
}
