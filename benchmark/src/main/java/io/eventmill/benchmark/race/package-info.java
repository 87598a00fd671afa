/** How benches are run: heats of contestants, rounds in turn. */
package io.eventmill.benchmark.race;
