/** The wiring: every part of the mill, opened from the stores upward, closed from the door down. */
package io.eventmill.app.mill;
