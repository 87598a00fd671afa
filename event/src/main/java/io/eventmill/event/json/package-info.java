/**
 * The one JSON reader and writer: one scan over the bytes checks the syntax and picks out the
 * fields that steps ask for; additions are spliced in before the last brace. No trees.
 */
package io.eventmill.event.json;
