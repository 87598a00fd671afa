package io.eventmill.query.http;

import io.eventmill.pipeline.Guess;
import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * The parameters of one request. Problems are collected, so that all of them are told at once; a
 * parameter with a problem reads as if it were not there.
 */
public final class Params {
  private final Map<String, String> path;
  private final MultiMap query;
  private final byte[] body;
  private final List<BadParameter> problems = new ArrayList<>();

  public Params(Map<String, String> path, MultiMap query) {
    this(path, query, new byte[0]);
  }

  Params(Map<String, String> path, MultiMap query, byte[] body) {
    this.path = path;
    this.query = query;
    this.body = body;
  }

  /** Finds names that the question does not know. */
  void onlyKnown(List<String> known) {
    for (String name : new LinkedHashSet<>(query.names())) {
      if (!known.contains(name)) {
        String guess = Guess.among(name, known);
        String right =
            known.isEmpty() ? ", this path takes none." : ", known are " + String.join(", ", known);
        problem(name, "is not a parameter here" + (guess.isEmpty() ? right : guess));
      }
    }
  }

  /** What was sent to a question that takes data. */
  public byte[] body() {
    return body;
  }

  public String path(String name) {
    return path.get(name);
  }

  public void problem(String field, String message) {
    problems.add(new BadParameter(field, message));
  }

  public List<BadParameter> problems() {
    return List.copyOf(problems);
  }

  /** All values of a parameter that may be repeated, at most {@code max}. */
  public List<String> all(String name, Bound bound) {
    List<String> values = query.getAll(name);
    if (values.size() > bound.max()) {
      problems.add(
          new BadParameter(
              name,
              "stands in the request " + values.size() + " times, " + bound.atMost(),
              bound.max()));
      return List.of();
    }
    if (values.stream().anyMatch(String::isEmpty)) {
      problem(name, "is empty; leave it out to ask for all.");
      return List.of();
    }
    return values;
  }

  /** The value of a parameter that may stand once; null when absent. */
  public String one(String name) {
    List<String> values = query.getAll(name);
    if (values.isEmpty()) {
      return null;
    }
    if (values.size() > 1) {
      problem(name, "stands in the request " + values.size() + " times, give it once.");
      return null;
    }
    if (values.get(0).isEmpty()) {
      problem(name, "is empty; leave it out or give it a value.");
      return null;
    }
    return values.get(0);
  }

  /** The first value as it is, whatever stands beside it; null when absent. */
  public String first(String name) {
    return query.get(name);
  }

  /** A whole number from 1 to a bound. */
  public int number(String name, int otherwise, Bound bound) {
    String text = one(name);
    if (text == null) {
      return otherwise;
    }
    if (!text.matches("\\d{1,18}") || Long.parseLong(text) < 1) {
      problem(name, "'" + text + "' is not a whole number from 1 to " + bound.max() + ".");
      return otherwise;
    }
    if (Long.parseLong(text) > bound.max()) {
      problems.add(new BadParameter(name, text + " is too many, " + bound.atMost(), bound.max()));
      return otherwise;
    }
    return Integer.parseInt(text);
  }

  /** One of a few words. */
  public String choice(String name, String otherwise, List<String> words) {
    String text = one(name);
    if (text == null || words.contains(text)) {
      return text == null ? otherwise : text;
    }
    String guess = Guess.among(text, words);
    problem(
        name,
        "'" + text + "' is none of " + String.join(", ", words) + (guess.isEmpty() ? "." : guess));
    return otherwise;
  }

  /**
   * A limit and the setting that moves it.
   *
   * @param setting e.g. {@code query.page_max}
   */
  public record Bound(long max, String setting) {
    public String atMost() {
      return "at most " + max + " are allowed (" + setting + ").";
    }
  }
}
