/** What the server tells of itself in Prometheus' form, each number with its name and meaning. */
package io.eventmill.app.metrics;
