package io.eventmill.app.mill;

/**
 * Where a running mill answers.
 *
 * @param url of the HTTP door
 * @param kafka bootstrap servers
 * @param flink URL of Flink's own page
 */
public record Addresses(String url, String kafka, String flink) {}
