package io.eventmill.simulate.drawn;

import java.nio.charset.StandardCharsets;

/** Random UUIDs (version 4), written as text straight into a buffer. */
public final class Uuid {
  public static final int LENGTH = 36;

  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private Uuid() {}

  public static String draw(Dice dice) {
    byte[] text = new byte[LENGTH];
    write(dice, text, 0);
    return new String(text, StandardCharsets.US_ASCII);
  }

  /** Writes {@link #LENGTH} bytes at {@code to}. */
  public static void write(Dice dice, byte[] out, int to) {
    long high = (dice.next() & 0xffffffffffff0fffL) | 0x4000L;
    long low = (dice.next() & 0x3fffffffffffffffL) | 0x8000000000000000L;
    hex(high, 60, 8, out, to);
    out[to + 8] = '-';
    hex(high, 28, 4, out, to + 9);
    out[to + 13] = '-';
    hex(high, 12, 4, out, to + 14);
    out[to + 18] = '-';
    hex(low, 60, 4, out, to + 19);
    out[to + 23] = '-';
    hex(low, 44, 12, out, to + 24);
  }

  private static void hex(long bits, int firstShift, int digits, byte[] out, int to) {
    int shift = firstShift;
    for (int i = 0; i < digits; i++) {
      out[to + i] = HEX[(int) (bits >>> shift) & 15];
      shift -= 4;
    }
  }
}
