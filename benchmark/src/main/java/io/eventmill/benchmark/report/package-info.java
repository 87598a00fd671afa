/** Medians, targets, the page and its charts. */
package io.eventmill.benchmark.report;
