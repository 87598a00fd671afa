/** What so many events a second take, worked out, and held against a simulated day. */
package io.eventmill.benchmark.plan;
