/**
 * How a question comes in and its answer goes out. Knows HTTP, nothing of events, and of stores
 * only that they can be away.
 */
package io.eventmill.query.http;
