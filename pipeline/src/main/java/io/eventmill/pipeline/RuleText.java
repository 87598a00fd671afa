package io.eventmill.pipeline;

/**
 * A rule as the pipeline file has it, in CEL; not looked into yet.
 *
 * @param path where it stands, e.g. {@code routes[0].when}
 * @param line of the file on which its first line stands
 */
public record RuleText(String text, String path, int line) {
  /**
   * @param ruleLine line of the rule's own, 1 for the first
   */
  public Problem problem(int ruleLine, String message) {
    return new Problem(path, line + ruleLine - 1, message);
  }
}
