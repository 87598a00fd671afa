package io.eventmill.app.mill;

import io.eventmill.app.mill.HealthRoutes.PartState;
import io.eventmill.app.schemas.SchemaWatch;
import io.eventmill.collect.spool.SpoolState;
import io.eventmill.jobs.embedded.EmbeddedFlink;
import io.eventmill.jobs.embedded.JobState;
import io.eventmill.load.Loader;
import io.eventmill.load.LoaderState;
import io.eventmill.registry.SchemaRegistry;
import java.util.List;
import java.util.Optional;

/** How each part is doing, in the words of {@link HealthRoutes}. */
final class PartStates {
  private PartStates() {}

  static PartState of(EmbeddedFlink flink) {
    Optional<JobState> down =
        flink.states().stream().filter(j -> j.status() != JobState.Status.RUNNING).findFirst();
    return down.map(j -> new PartState(false, j.name() + " is " + j.status() + why(j.problem())))
        .orElseGet(() -> new PartState(true, flink.states().size() + " running"));
  }

  static PartState of(Loader loader) {
    LoaderState state = loader.state();
    boolean up = state.running() && state.trouble() == null;
    return new PartState(up, up ? "lag " + state.lag() : state.trouble());
  }

  /** The first that has trouble stands for all. */
  static PartState of(Loader first, List<Loader> others) {
    return others.stream()
        .map(PartStates::of)
        .filter(state -> !state.up())
        .findFirst()
        .orElseGet(() -> of(first));
  }

  static PartState of(Loader loader, StoreWatch store) {
    return store.trouble().map(t -> new PartState(false, t)).orElseGet(() -> of(loader));
  }

  static PartState of(StoreWatch store) {
    return store
        .trouble()
        .map(t -> new PartState(false, t))
        .orElseGet(() -> new PartState(true, "there"));
  }

  static PartState of(SpoolState spool) {
    return new PartState(
        spool.status().isGood(), spool.status() + ", " + spool.waitingEvents() + " events wait");
  }

  /** Up even so: events go on with the schemas that are known, or their job says that it waits. */
  static PartState of(SchemaWatch schemas) {
    return new PartState(true, schemas.trouble().orElse("up to date"));
  }

  static PartState of(SchemaRegistry registry) {
    Optional<String> problem = registry.problem();
    return new PartState(problem.isEmpty(), problem.orElse("up to date"));
  }

  private static String why(String problem) {
    return problem == null ? "" : ": " + problem;
  }
}
