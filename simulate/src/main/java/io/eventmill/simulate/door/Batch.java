package io.eventmill.simulate.door;

import java.util.Arrays;

/**
 * Events that travel together, in the form of a request's body; any run of them is a body too, so
 * that a batch can be sent in halves without a copy. Filled by one thread, then handed to one
 * other.
 */
final class Batch {
  private final BodyForm form;
  private byte[] bytes;
  private int length = 1; // room for the opening bracket of an array
  private int[] ends;
  private long[] numbers;
  private int count;

  Batch(BodyForm form, DoorSettings.Batching batching) {
    this.form = form;
    this.bytes = new byte[Math.min(batching.bytes(), 64 * 1024)];
    this.ends = new int[Math.min(batching.events(), 64)];
    this.numbers = new long[ends.length];
  }

  void add(long number, byte[] from, int start, int end) {
    int size = end - start;
    if (bytes.length - length < size + 1) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + size + 1));
    }
    if (count == ends.length) {
      ends = Arrays.copyOf(ends, count * 2);
      numbers = Arrays.copyOf(numbers, count * 2);
    }
    System.arraycopy(from, start, bytes, length, size);
    length += size;
    bytes[length++] = separator();
    ends[count] = length;
    numbers[count++] = number;
  }

  int count() {
    return count;
  }

  int length() {
    return length;
  }

  long[] numbers() {
    return numbers;
  }

  byte[] event(int index) {
    return Arrays.copyOfRange(bytes, start(index), ends[index] - 1);
  }

  /** The bytes of a body with the events {@code [from, to)}; the array is shared, not copied. */
  Body body(int from, int to) {
    int start = start(from);
    int end = ends[to - 1];
    if (form == BodyForm.ARRAY) { // brackets take the places of the separators around the run
      bytes[start - 1] = '[';
      bytes[end - 1] = ']';
      return new Body(bytes, start - 1, end - start + 1);
    }
    return new Body(bytes, start, end - start);
  }

  record Body(byte[] bytes, int offset, int length) {}

  private int start(int index) {
    return index == 0 ? 1 : ends[index - 1];
  }

  private byte separator() {
    return (byte) (form == BodyForm.ARRAY ? ',' : '\n');
  }
}
