package io.eventmill.simulate.store;

/**
 * What a run did.
 *
 * @param events made, each put once
 */
public record StoreReport(long events) {}
