/**
 * Stored events read back: files of a lake, one row after the other. Only reads; what the rows come
 * to is the job's.
 */
package io.eventmill.jobs.history;
