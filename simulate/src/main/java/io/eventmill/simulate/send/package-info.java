/** Sends files of events to a collector, and tells what became of every line. */
package io.eventmill.simulate.send;
