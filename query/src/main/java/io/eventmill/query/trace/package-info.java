/** One event's way, from the door to the store. */
package io.eventmill.query.trace;
