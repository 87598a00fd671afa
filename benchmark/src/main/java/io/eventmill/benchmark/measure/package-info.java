/** What processes take of the machine, and whether their output is right. */
package io.eventmill.benchmark.measure;
