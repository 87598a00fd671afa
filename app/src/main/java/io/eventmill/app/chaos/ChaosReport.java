package io.eventmill.app.chaos;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * What has happened in a run, for people and for releases.
 *
 * @param at when it began
 * @param load how long events were sent
 * @param settling from the last acknowledgement until all had come to its place
 * @param sent what the clients have to say
 * @param verdict null: the run ended before there was one
 * @param notShown why there is none; null: there is one
 */
public record ChaosReport(
    Instant at,
    ChaosPlan plan,
    String target,
    Duration load,
    Duration settling,
    String sent,
    List<Struck> struck,
    Verdict verdict,
    String notShown) {
  public ChaosReport {
    struck = List.copyOf(struck);
  }

  public boolean holds() {
    return verdict != null && verdict.holds();
  }

  /** The verdict, a line for each check and each problem. */
  public String text() {
    StringBuilder out = new StringBuilder();
    for (Verdict.Check check : checks()) {
      out.append(check.holds() ? "  holds   " : "  BROKEN  ").append(check.promise());
      out.append(": ").append(check.number()).append('\n');
      check.problems().forEach(p -> out.append("            ").append(p).append('\n'));
    }
    return out + conclusion() + (notShown == null ? "" : "\n" + notShown);
  }

  private List<Verdict.Check> checks() {
    return verdict == null ? List.of() : verdict.checks();
  }

  private String conclusion() {
    if (verdict == null) {
      return "Not shown: the run ended early, after %d blows.".formatted(struck.size());
    }
    return holds()
        ? "All holds after %d blows.".formatted(struck.size())
        : "Not all holds after %d blows.".formatted(struck.size());
  }

  /**
   * @param version of the program
   * @param machine what it ran on
   */
  public String markdown(String version, String machine) {
    StringBuilder out = new StringBuilder("# Chaos: ").append(conclusion()).append("\n\n");
    out.append("| | |\n|---|---|\n");
    row("date", at.truncatedTo(ChronoUnit.SECONDS).toString(), out);
    row("version", version, out);
    row("machine", machine, out);
    row("target", target, out);
    row("seed", Long.toString(plan.seed()), out);
    row("load", "%d clients, %s".formatted(ChaosPlan.CLIENTS, rate()), out);
    row(
        "length",
        "%d s of load, %d s of settling".formatted(load.toSeconds(), settling.toSeconds()),
        out);
    row("sent", sent, out);
    out.append("\n## Verdict\n\n");
    out.append(
        verdict == null
            ? "Not shown, whether all holds: the run ended early.\n\n```\n" + notShown + "\n```\n"
            : "| | promise | found |\n|---|---|---|\n");
    for (Verdict.Check check : checks()) {
      out.append("| ").append(check.holds() ? "holds" : "**broken**");
      out.append(" | ").append(check.promise()).append(" | ").append(check.number());
      check.problems().forEach(p -> out.append("<br>").append(escaped(p)));
      out.append(" |\n");
    }
    out.append("\n## Blows\n\n| at | part | what | then |\n|---|---|---|---|\n");
    for (Struck one : struck) {
      out.append("| %.1f s | ".formatted(one.at().toMillis() / 1e3)).append(one.blow().part());
      out.append(" | ").append(one.blow().text()).append(" | ").append(one.outcome(""));
      out.append(" |\n");
    }
    return out.toString();
  }

  private String rate() {
    return plan.rate() == 0
        ? "each as fast as it is answered"
        : "about %,d events a second together".formatted(plan.rate());
  }

  private static void row(String name, String value, StringBuilder out) {
    out.append("| ").append(name).append(" | ").append(escaped(value)).append(" |\n");
  }

  private static String escaped(String text) {
    return text.replace("|", "\\|").replace('\n', ' ');
  }
}
