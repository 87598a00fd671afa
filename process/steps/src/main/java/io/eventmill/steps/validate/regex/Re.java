package io.eventmill.steps.validate.regex;

import java.util.List;

/** A parsed regular expression. */
sealed interface Re {
  /** One code point out of a set. */
  record Chars(CodePoints set) implements Re {}

  record Sequence(List<Re> parts) implements Re {}

  record Choice(List<Re> branches) implements Re {}

  /**
   * @param max -1 when there is none
   */
  record Repeat(Re body, int min, int max, boolean lazy) implements Re {}

  /** The beginning of the text. */
  record Start() implements Re {}

  /** The end of the text; a line break before it is not the end. */
  record End() implements Re {}

  record WordBoundary(boolean negated) implements Re {}

  record Look(boolean behind, boolean negated, Re body) implements Re {}

  /** A capturing group; numbers count from 1 in the order of the opening brackets. */
  record Group(int number, Re body) implements Re {}

  /** What a group has captured. */
  record Back(int group) implements Re {}
}
