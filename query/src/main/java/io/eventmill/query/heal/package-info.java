/**
 * Failed events on their way back: what processing would say of them now, and their replay. Knows
 * the store's read half and the raw topics, nothing of HTTP.
 */
package io.eventmill.query.heal;
