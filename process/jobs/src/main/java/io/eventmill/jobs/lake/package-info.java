/**
 * Files of a lake: written, and committed with the job's checkpoints. Only committed files are seen
 * by readers.
 */
package io.eventmill.jobs.lake;
