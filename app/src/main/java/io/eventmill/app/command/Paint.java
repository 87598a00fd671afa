package io.eventmill.app.command;

import picocli.CommandLine.Model.CommandSpec;

/**
 * Colours, on a terminal only; and texts from outside made harmless for one: what an event holds
 * must not move the cursor or rename the window.
 */
record Paint(boolean on) {
  static Paint of(CommandSpec spec) {
    return new Paint(spec.commandLine().getColorScheme().ansi().enabled());
  }

  String bold(String text) {
    return in("1", text);
  }

  String dim(String text) {
    return in("2", text);
  }

  String good(String text) {
    return in("32", text);
  }

  String bad(String text) {
    return in("31", text);
  }

  private String in(String code, String text) {
    return on ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }

  /** The text with its control characters written out; line ends and tabs stay. */
  static String harmless(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              boolean layout = c == '\n' || c == '\t';
              if (!layout && (Character.isISOControl(c) || isFormat(c))) {
                out.append(String.format("\\u%04x", c));
              } else {
                out.appendCodePoint(c);
              }
            });
    return out.toString();
  }

  /** Such as those that turn the direction of writing round. */
  private static boolean isFormat(int c) {
    return Character.getType(c) == Character.FORMAT || Character.getType(c) == Character.SURROGATE;
  }

  /** The same on one line of a length. */
  static String line(String text, int max) {
    String line = harmless(text.replace('\n', ' ').replace('\t', ' '));
    return line.length() <= max ? line : line.substring(0, max - 1) + "…";
  }
}
