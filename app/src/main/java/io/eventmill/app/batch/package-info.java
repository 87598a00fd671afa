/** A pipeline over stored events: where a batch lies, how it runs, and what it has given. */
package io.eventmill.app.batch;
