/** How long until the product is ready, and what it takes then. */
package io.eventmill.benchmark.start;
