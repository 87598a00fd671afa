/**
 * The rules: what becomes of an event. Pure Java; the same record and pipeline always give the same
 * outcome, for there is no clock, no random and no network here.
 */
package io.eventmill.steps;
