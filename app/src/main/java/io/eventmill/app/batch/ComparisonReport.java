package io.eventmill.app.batch;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.eventmill.store.duckdb.ComparedPart;
import io.eventmill.store.duckdb.ComparedPart.Example;
import java.util.List;
import java.util.Locale;

/**
 * Old and new side by side.
 *
 * @param old where the old rows are, for people
 * @param next where the new ones are
 */
public record ComparisonReport(String old, String next, List<ComparedPart> parts) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public ComparisonReport {
    parts = List.copyOf(parts);
  }

  public boolean isEqual() {
    return parts.stream().allMatch(ComparedPart::isEqual);
  }

  /** For people. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append("old: ").append(old).append("\nnew: ").append(next).append('\n');
    int width = parts.stream().mapToInt(p -> title(p).length()).max().orElse(0);
    line(text, width, "", "old", "new", "only old", "only new", "differing");
    for (ComparedPart p : parts) {
      line(
          text,
          width,
          title(p),
          number(p.oldRows()),
          number(p.newRows()),
          number(p.onlyOld()),
          number(p.onlyNew()),
          number(p.differing()));
    }
    for (ComparedPart p : parts) {
      p.examples().forEach(e -> example(p, e, text));
    }
    return text.append(isEqual() ? "They are equal." : "They differ.").toString();
  }

  private static void line(StringBuilder text, int width, String title, String... cells) {
    text.append(String.format("%-" + Math.max(1, width) + "s", title));
    for (String cell : cells) {
      text.append(String.format("%12s", cell));
    }
    text.append('\n');
  }

  private static void example(ComparedPart part, Example e, StringBuilder text) {
    text.append("  ").append(title(part)).append(", ").append(e.id()).append(": ");
    if (e.is() == null) {
      text.append("only old");
    } else if (e.was() == null) {
      text.append("only new");
    } else {
      List<RowChange> changes = RowChange.between(e.was(), e.is());
      text.append(changes.isEmpty() ? "written differently, or not as often" : "");
      for (int i = 0; i < changes.size(); i++) {
        text.append(i == 0 ? "" : ", ").append(changes.get(i));
      }
    }
    text.append('\n');
  }

  private static String title(ComparedPart part) {
    return part.kind() + " " + part.name();
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** For programs. */
  public String json() {
    ObjectNode report = JSON.createObjectNode();
    report.put("equal", isEqual()).put("old", old).put("new", next);
    ArrayNode all = report.putArray("parts");
    for (ComparedPart p : parts) {
      ObjectNode part = all.addObject().put("kind", p.kind()).put("name", p.name());
      part.put("old", p.oldRows()).put("new", p.newRows());
      part.put("only_old", p.onlyOld()).put("only_new", p.onlyNew());
      part.put("differing", p.differing());
      ArrayNode examples = part.putArray("examples");
      p.examples().forEach(e -> json(e, examples.addObject()));
    }
    return report.toPrettyString();
  }

  private static void json(Example e, ObjectNode example) {
    boolean both = e.was() != null && e.is() != null;
    example.put("id", e.id());
    example.put("in", both ? "both" : e.is() == null ? "old" : "new");
    if (both) {
      ArrayNode fields = example.putArray("fields");
      for (RowChange change : RowChange.between(e.was(), e.is())) {
        ObjectNode field = fields.addObject().put("field", change.pointer());
        field.set("old", change.was());
        field.set("new", change.is());
      }
    }
  }
}
