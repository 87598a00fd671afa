package io.eventmill.steps.dedupe;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Long numbers in an array of bytes, big endian. */
final class Longs {
  private static final VarHandle VIEW =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private Longs() {}

  static long at(byte[] bytes, int index) {
    return (long) VIEW.get(bytes, index * Long.BYTES);
  }

  static void set(byte[] bytes, int index, long value) {
    VIEW.set(bytes, index * Long.BYTES, value);
  }
}
