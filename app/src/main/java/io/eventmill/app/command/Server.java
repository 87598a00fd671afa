package io.eventmill.app.command;

import io.eventmill.app.mill.Addresses;
import io.eventmill.app.mill.Mill;
import io.eventmill.app.mill.MillConfig;
import io.eventmill.pipeline.Pipeline;
import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/** Opens a mill, says where it answers, and closes it when the process is asked to end. */
final class Server {
  private final MillConfig config;
  private final LogOptions log;
  private final PrintWriter out;

  Server(MillConfig config, LogOptions log, PrintWriter out) {
    this.config = config;
    this.log = log;
    this.out = out;
  }

  /** What to do while the mill runs; returning ends it. */
  interface Work {
    void during(Addresses addresses, CountDownLatch ending) throws Exception;
  }

  int run(Work work) throws Exception {
    long began = System.nanoTime();
    Lifetime.of(config.data(), log, ending -> run(work, began, ending));
    return 0;
  }

  private void run(Work work, long began, CountDownLatch ending) throws Exception {
    out.println("Eventmill starts, data in " + config.data().toAbsolutePath().normalize());
    try (Mill mill = Mill.open(config)) {
      Hangup.handledBy(mill::reload);
      tell(mill.addresses(), (System.nanoTime() - began) / 1e9);
      mill.storeProblem().ifPresent(this::tellOfStore);
      work.during(mill.addresses(), ending);
      out.println();
      out.println("Stopping: door, collector, jobs, loader, store, broker ...");
    }
    out.println("Stopped. Everything kept is in " + config.data());
  }

  private void tell(Addresses at, double seconds) {
    String pipelines =
        config.pipelines().stream().map(Pipeline::name).collect(Collectors.joining(", "));
    String sources =
        config.pipelines().stream()
            .flatMap(p -> p.sources().stream())
            .map(s -> "POST " + at.url() + "/collect/" + s.name())
            .collect(Collectors.joining("\n             "));
    out.printf("Ready in %.1f s.%n%n", seconds);
    out.println("  dashboard  " + at.url());
    out.println("  API        " + at.url() + "/docs");
    out.println("  events to  " + sources);
    out.println("  metrics    " + at.metrics() + "/metrics");
    out.println("  Kafka      " + at.kafka());
    out.println("  Flink      " + at.flink());
    out.println("  pipelines  " + pipelines);
    out.println();
    out.flush();
  }

  private void tellOfStore(String problem) {
    out.println(problem);
    out.println("Events are taken and kept meanwhile, and stored as soon as the store can be had.");
    out.println();
    out.flush();
  }
}
