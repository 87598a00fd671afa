package io.eventmill.benchmark.events;

/** Numbers that look random and are told by the event's number alone (SplitMix64). */
public final class Draw {
  private static final long GAMMA = 0x9e3779b97f4a7c15L;
  private long state;

  public Draw(long number) {
    state = number * 0xd1342543de82ef95L + GAMMA;
  }

  long next() {
    state += GAMMA;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  public int below(int bound) {
    return (int) Long.remainderUnsigned(next(), bound);
  }

  public String of(String... choices) {
    return choices[below(choices.length)];
  }

  String uuid() {
    long a = next();
    long b = next();
    return new java.util.UUID((a & ~0xf000L) | 0x4000L, (b >>> 2) | Long.MIN_VALUE).toString();
  }
}
