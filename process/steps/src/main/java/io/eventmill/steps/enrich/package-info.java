/** What is learnt about an event: one class each, listed in {@code Enrichments}. */
package io.eventmill.steps.enrich;
