package io.eventmill.app.mill;

/**
 * Where a running mill answers.
 *
 * @param url of the HTTP door
 * @param metrics URL of the second port, which has {@code /metrics} and health
 * @param kafka bootstrap servers
 * @param flink URL of Flink's own page
 */
public record Addresses(String url, String metrics, String kafka, String flink) {}
