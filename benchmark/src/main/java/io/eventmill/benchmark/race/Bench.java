package io.eventmill.benchmark.race;

import java.util.List;

/** One question, answered by measuring. */
public interface Bench {
  String name();

  /** What a reader learns from it, in a sentence. */
  String question();

  /** Makes the input ready and says who runs; what it opens is closed with the arena. */
  List<Heat> heats(Arena arena) throws Exception;
}
