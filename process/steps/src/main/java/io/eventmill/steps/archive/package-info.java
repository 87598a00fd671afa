/**
 * What a lake keeps of each record: rows, their JSON lines, and the folders that they lie in. The
 * same record always gives the same row in the same folder.
 */
package io.eventmill.steps.archive;
