/** What the machine and its clients could do if nothing were done with the events. */
package io.eventmill.benchmark.limits;
