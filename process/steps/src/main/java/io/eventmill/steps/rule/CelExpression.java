package io.eventmill.steps.rule;

import dev.cel.common.CelErrorCode;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import io.eventmill.event.json.JsonFields;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A compiled text that has a value for each event, or a sentence on why it has none. */
final class CelExpression {
  private static final Pattern PLACE = Pattern.compile("evaluation error at <input>:(\\d+): (.*)");
  private static final Pattern OVERLOAD =
      Pattern.compile("No matching overload for function '@?!?_?([^_']+)_?'.*");
  private static final int SHOWN_MAX = 200;

  private final String name;
  private final String text;
  private final CelRuntime.Program program;
  private final MentionedFields fields;

  CelExpression(String name, String text, CelRuntime.Program program, MentionedFields fields) {
    this.name = name;
    this.text = text;
    this.program = program;
    this.fields = fields;
  }

  MentionedFields fields() {
    return fields;
  }

  /** Null when it looks at a field that the event does not have. */
  Object value(RuleInput event) throws RuleException {
    try {
      return program.eval(event);
    } catch (CelEvaluationException e) {
      if (e.getErrorCode() == CelErrorCode.ATTRIBUTE_NOT_FOUND
          || e.getErrorCode() == CelErrorCode.INDEX_OUT_OF_BOUNDS) {
        return null;
      }
      throw failed(String.valueOf(e.getMessage()), event);
    } catch (RuntimeException | StackOverflowError e) { // a fault of the library
      throw failed(e.toString(), event);
    }
  }

  RuleException failed(String message, RuleInput event) {
    String what = message;
    String where = "";
    Matcher place = PLACE.matcher(message);
    if (place.matches()) {
      where = " at column " + (Integer.parseInt(place.group(1)) + 1);
      what = place.group(2);
    }
    Matcher overload = OVERLOAD.matcher(what);
    if (overload.matches()) {
      what = "'" + overload.group(1) + "' cannot take what it finds";
    }
    List<String> pointers =
        fields.paths().stream()
            .map(path -> String.join("", path.stream().map(JsonFields::pointerTo).toList()))
            .toList();
    String found = event.described(pointers);
    return new RuleException(
        "%s has no answer%s of \"%s\": %s%s"
            .formatted(
                name,
                where,
                shortened(text.strip()),
                shortened(what),
                found.isEmpty() ? "" : "; " + shortened(found)),
        pointers.size() == 1 && !pointers.get(0).isEmpty() ? pointers.get(0) : null);
  }

  static String shortened(String text) {
    return text.length() <= SHOWN_MAX ? text : text.substring(0, SHOWN_MAX) + "…";
  }
}
