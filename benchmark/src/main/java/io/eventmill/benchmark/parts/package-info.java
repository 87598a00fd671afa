/** Processes that benches are made of: broker, load generator, peers. */
package io.eventmill.benchmark.parts;
