package io.eventmill.benchmark.query;

/**
 * Who is asked. An answer is a text that is the same whoever gives it: a number, ids of a page from
 * the newest on, {@code value=count} or {@code epoch millis=count} in order.
 */
interface Respondent {
  String answer(Question question) throws Exception;
}
