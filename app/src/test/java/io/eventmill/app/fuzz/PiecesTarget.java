package io.eventmill.app.fuzz;

import io.eventmill.app.fuzz.StrictJson.Value;
import java.util.List;

/** Hands each input of the fuzzer to all pieces; whatever they throw is a finding. */
public final class PiecesTarget {
  private static final Pieces PIECES = new Pieces();
  private static final StepsPiece STEPS = new StepsPiece();
  private static final FailedPiece FAILED = new FailedPiece();

  private PiecesTarget() {}

  public static void fuzzerTestOneInput(byte[] words) throws Exception {
    byte[] input = Words.of(words);
    String text = StrictJson.text(input);
    List<Value> values = text == null ? null : StrictJson.values(text);
    Value one = values == null || values.size() != 1 ? null : values.get(0);
    PIECES.scan(input, one);
    if (one != null && one.depth() <= BodyOracle.DEPTH_MAX && text.trim().startsWith("{")) {
      PIECES.splice(input, one);
    }
    PIECES.read(input);
    STEPS.process(input, one);
    FAILED.comesBack(input);
    FAILED.othersMayWrite(input);
    FAILED.headers(input);
  }
}
