package io.eventmill.pipeline;

/**
 * One thing wrong with a pipeline file, told so that it can be mended.
 *
 * @param path where in the file, e.g. {@code sources.web.event.id}
 * @param line 1-based line, 0 when unknown
 * @param message what was found and what would be right
 */
public record Problem(String path, int line, String message) {
  @Override
  public String toString() {
    return (line > 0 ? "line " + line + ": " : "") + (path.isEmpty() ? "" : path + ": ") + message;
  }
}
