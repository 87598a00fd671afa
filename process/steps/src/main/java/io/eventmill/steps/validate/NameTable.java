package io.eventmill.steps.validate;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** A fixed list of texts, found by their UTF-8 bytes without making a string. Immutable. */
final class NameTable {
  private final List<String> texts;
  private final byte[][] bytes;

  /** Numbers of texts, by hash, -1 where there is none; at most half full. */
  private final int[] slots;

  NameTable(List<String> texts) {
    this.texts = List.copyOf(texts);
    this.bytes = new byte[texts.size()][];
    this.slots = new int[Integer.highestOneBit(Math.max(1, texts.size())) * 4];
    Arrays.fill(slots, -1);
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = texts.get(i).getBytes(StandardCharsets.UTF_8);
      int slot = hash(bytes[i], 0, bytes[i].length) & slots.length - 1;
      while (slots[slot] >= 0) {
        slot = slot + 1 & slots.length - 1;
      }
      slots[slot] = i;
    }
  }

  int size() {
    return bytes.length;
  }

  String text(int number) {
    return texts.get(number);
  }

  byte[] bytes(int number) {
    return bytes[number];
  }

  /** The text's number, or -1. */
  int find(byte[] json, int from, int to) {
    int slot = hash(json, from, to) & slots.length - 1;
    while (slots[slot] >= 0) {
      byte[] candidate = bytes[slots[slot]];
      if (Arrays.equals(candidate, 0, candidate.length, json, from, to)) {
        return slots[slot];
      }
      slot = slot + 1 & slots.length - 1;
    }
    return -1;
  }

  int find(String text) {
    return texts.indexOf(text);
  }

  private static int hash(byte[] b, int from, int to) {
    int hash = to - from;
    for (int i = from; i < to; i++) {
      hash = hash * 31 + b[i];
    }
    return hash ^ hash >>> 15;
  }
}
