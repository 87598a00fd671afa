package io.eventmill.app;

import io.eventmill.app.mill.UseException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns an exception that reached the command line into a sentence; the log has the rest. */
final class PlainErrors implements IExecutionExceptionHandler {
  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    if (e instanceof UseException use) {
      command.getErr().println("eventmill: " + use.getMessage());
      return 2;
    }
    org.slf4j.LoggerFactory.getLogger("eventmill").warn("{} failed", command.getCommandName(), e);
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    command.getErr().println("eventmill: " + message);
    return 1;
  }
}
