/**
 * Which events were there before, by id: a bounded memory per raw partition. No clock, no
 * randomness: the same records in the same order are judged the same.
 */
package io.eventmill.steps.dedupe;
