package io.eventmill.app.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;

/** Inputs as the fuzzer makes them, for places where it cannot watch what they do. */
public final class Generated {
  private static final int CHOICES_MAX = 80;

  private Generated() {}

  /** Given by {@code -Deventmill.fuzz.seed}, or a new one; printed, so that it can be given. */
  public static long seed() {
    long fresh = ThreadLocalRandom.current().nextLong(1, Integer.MAX_VALUE);
    long seed = Long.getLong("eventmill.fuzz.seed", fresh);
    System.out.println("-Deventmill.fuzz.seed=" + seed);
    return seed;
  }

  /** Good bodies and rows of words, half and half. */
  public static List<byte[]> inputs(int count, long seed) {
    Random random = new Random(seed);
    List<byte[]> inputs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] choices = new byte[1 + random.nextInt(CHOICES_MAX)];
      random.nextBytes(choices);
      choices[0] = (byte) (i % 2);
      inputs.add(Words.of(choices));
    }
    return inputs;
  }
}
