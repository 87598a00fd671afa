package io.eventmill.read;

/**
 * What is known of an event besides its fields.
 *
 * @param id made of the line's content
 */
record LineFacts(String id, long line, String file) {}
