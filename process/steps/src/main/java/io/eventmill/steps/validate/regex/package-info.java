/**
 * Regular expressions as JSON Schema means them (ECMA 262 in unicode mode), matched in bounded
 * time: a table of states where the pattern allows it, java.util.regex on a budget where not. Knows
 * nobody.
 */
package io.eventmill.steps.validate.regex;
