package io.eventmill.simulate.web;

import java.util.List;

/** A weights file that cannot be used: everything that is wrong with it, one line each. */
public final class WeightsException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final transient List<String> problems;

  WeightsException(String file, List<String> problems) {
    super(file + ": " + String.join(System.lineSeparator() + file + ": ", problems));
    this.problems = List.copyOf(problems);
  }

  public List<String> problems() {
    return problems;
  }
}
