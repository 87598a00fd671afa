/** The input: events of several shapes and sizes, each told by its number. */
package io.eventmill.benchmark.events;
