/** One class per verb of the command line: options in, exit code out. */
package io.eventmill.app.command;
