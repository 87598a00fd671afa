/** The embedded broker: Kafka itself, in this process. */
package io.eventmill.topics.broker;
