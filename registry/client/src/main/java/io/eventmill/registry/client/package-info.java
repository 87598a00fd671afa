/**
 * Schemas from a registry by URL, ours or another that speaks the same protocol. Plain HTTP,
 * blocking; what has been seen once is known for good.
 */
package io.eventmill.registry.client;
