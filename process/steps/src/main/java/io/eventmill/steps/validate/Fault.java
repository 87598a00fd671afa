package io.eventmill.steps.validate;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What is wrong with a value, before it becomes a sentence.
 *
 * @param offset index of the value's first byte
 * @param tail where the fault is as seen from that value: a pointer, mostly empty
 * @param expected what the schema says behind the keyword
 * @param found the value as JSON, or null when it is not there or stands at the offset
 */
record Fault(int offset, String tail, String keyword, JsonNode expected, String found) {}
