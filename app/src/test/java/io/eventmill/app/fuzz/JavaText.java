package io.eventmill.app.fuzz;

/** Bytes as they are written in a Java string, one char for each, to be pasted into a test. */
final class JavaText {
  private JavaText() {}

  static String of(byte[] bytes) {
    StringBuilder out = new StringBuilder("\"");
    for (byte b : bytes) {
      int c = b & 0xff;
      if (c == '"' || c == '\\') {
        out.append('\\').append((char) c);
      } else if (c >= 0x20 && c < 0x7f) {
        out.append((char) c);
      } else {
        out.append(String.format("\\u%04x", c));
      }
    }
    return out.append("\" in ISO_8859_1").toString();
  }
}
