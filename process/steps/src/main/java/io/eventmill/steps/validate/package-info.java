/**
 * Is this event what its schema says? JSON Schema by a maintained library, and the common keywords
 * as plain checks over the bytes, which never answer anything else than the library.
 */
package io.eventmill.steps.validate;
