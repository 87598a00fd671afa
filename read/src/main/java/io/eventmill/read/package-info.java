/** From a file to events: JSON lines, CSV and access logs, line by line, whatever is in them. */
package io.eventmill.read;
