/** A Flink cluster of the users, asked over its REST API. */
package io.eventmill.app.flink;
