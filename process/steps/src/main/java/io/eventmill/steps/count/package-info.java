/**
 * Events counted in windows of their own time: which window and group an event belongs to, whether
 * it comes too late, and totals that are right whatever crashes. No clock, no randomness.
 */
package io.eventmill.steps.count;
