package io.eventmill.collect.body;

/**
 * What only the request knows; every event of its body carries it.
 *
 * @param ip the client's address, or null
 * @param userAgent or null
 * @param receivedMillis when the request was accepted, epoch milliseconds
 */
public record Caller(String ip, String userAgent, long receivedMillis) {}
