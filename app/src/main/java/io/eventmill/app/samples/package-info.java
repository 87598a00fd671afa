/**
 * A pipeline's own test: its samples sent through a mill of its own, held against what it expects.
 */
package io.eventmill.app.samples;
