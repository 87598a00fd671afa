package io.eventmill.app.command;

import io.eventmill.app.mill.Addresses;
import io.eventmill.app.mill.Role;
import io.eventmill.app.mill.RoleConfig;
import io.eventmill.pipeline.Pipeline;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** Opens a role, says where it answers, and closes it when the process is asked to end. */
record RoleProcess(String name, RoleConfig config, LogOptions log, PrintWriter out) {
  interface Opening {
    Role open(RoleConfig config) throws Exception;
  }

  int run(Opening opening) throws Exception {
    Path data = config.mill().data();
    Lifetime.of(
        data,
        log,
        ending -> {
          try (Role role = opening.open(config)) {
            String pipelines =
                config.mill().pipelines().stream()
                    .map(Pipeline::name)
                    .collect(Collectors.joining(", "));
            Addresses at = role.addresses();
            out.printf("Ready: %s at %s%n", name, at.url());
            out.println("  Kafka      " + config.kafka().bootstrapServers());
            out.println("  pipelines  " + pipelines);
            out.println("  health     " + at.url() + "/health/ready");
            out.println("  metrics    " + at.metrics() + "/metrics");
            out.println("  log        " + data.resolve("logs/eventmill.log"));
            out.flush();
            ending.await();
          }
          out.println("Stopped.");
          out.flush();
        });
    return 0;
  }
}
