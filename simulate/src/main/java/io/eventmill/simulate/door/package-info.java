/** The way to a collector: batches over HTTP, sent again until they are kept. */
package io.eventmill.simulate.door;
