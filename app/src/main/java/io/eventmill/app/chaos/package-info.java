/** A server of its own under load that is struck again and again, and what is left at the end. */
package io.eventmill.app.chaos;
