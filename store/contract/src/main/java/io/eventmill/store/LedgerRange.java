package io.eventmill.store;

/**
 * @param source null for all
 * @param fromMinute epoch minutes of acceptance, included
 * @param toMinute epoch minutes of acceptance, excluded
 */
public record LedgerRange(String source, long fromMinute, long toMinute) {}
