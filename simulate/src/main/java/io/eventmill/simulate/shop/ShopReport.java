package io.eventmill.simulate.shop;

/**
 * What a run did.
 *
 * @param baseClicks first clicks on a product
 * @param clicks all of them
 * @param copies events that were sent a second time; not counted before
 */
public record ShopReport(long baseClicks, long clicks, long checkouts, long copies) {}
