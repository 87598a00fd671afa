package io.eventmill.app.command;

import java.io.PrintWriter;

/** Bytes that are no text, sixteen to a line: place, hex, and what of it can be printed. */
final class HexDump {
  private static final int WIDTH = 16;

  private HexDump() {}

  static void print(byte[] bytes, PrintWriter out) {
    for (int from = 0; from < bytes.length; from += WIDTH) {
      StringBuilder hex = new StringBuilder();
      StringBuilder text = new StringBuilder();
      for (int i = from; i < Math.min(bytes.length, from + WIDTH); i++) {
        hex.append(String.format("%02x ", bytes[i]));
        text.append(bytes[i] >= ' ' && bytes[i] < 127 ? (char) bytes[i] : '.');
      }
      out.printf("  %08x  %-48s %s%n", from, hex, text);
    }
  }
}
