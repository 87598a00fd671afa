/**
 * A fuzzer that watches which branches its inputs reach (Jazzer), and another parser's opinion on
 * each of them. {@code -Deventmill.fuzz=N} says how many inputs, {@code -Deventmill.fuzz.seed=S}
 * gives the same ones again.
 */
package io.eventmill.app.fuzz;
