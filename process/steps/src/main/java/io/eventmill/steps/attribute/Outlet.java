package io.eventmill.steps.attribute;

/** Where rows go, and notes of what happened. */
public interface Outlet {
  /**
   * @param json the row as it is known now, in place of any before
   */
  void row(Conversion conversion, byte[] json);

  void note(Note what);
}
