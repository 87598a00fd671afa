/** What an event is. Knows nobody: no Kafka, no Flink, no HTTP, no store. */
package io.eventmill.event;
