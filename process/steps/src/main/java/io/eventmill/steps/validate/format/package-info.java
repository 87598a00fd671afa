/** Formats told by the bytes of a text, where there is no doubt. Knows nobody. */
package io.eventmill.steps.validate.format;
