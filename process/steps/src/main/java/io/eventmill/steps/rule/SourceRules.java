package io.eventmill.steps.rule;

import io.eventmill.event.json.JsonFields;
import io.eventmill.event.json.JsonScanner;
import io.eventmill.event.json.JsonSyntaxException;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.pipeline.Problem;
import io.eventmill.pipeline.Route;
import io.eventmill.pipeline.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The rules that hold for the events of one source: which are kept, and which routes they take.
 * Where a rule has no answer because a field is not there, an event goes the way it would go
 * without the rule: it is kept, and takes no route. Not for sharing between threads.
 */
public final class SourceRules {
  private record Way(Route route, Rule when) {}

  private final Rule keep; // null: all are kept
  private final List<Way> ways;
  private final FieldTree keepFields = new FieldTree();
  private final FieldTree wayFields = new FieldTree();
  private final JsonScanner enrichedScan;
  private RuleInput sent;
  private RuleInput enriched;

  private SourceRules(Rule keep, List<Way> ways) {
    this.keep = keep;
    this.ways = ways;
    if (keep != null) {
      keepFields.add(keep.fields());
    }
    ways.forEach(way -> wayFields.add(way.when().fields()));
    enrichedScan =
        new JsonScanner(JsonFields.of(wayFields.pointers()), JsonScanner.DEPTH_MAX_LIMIT);
  }

  /**
   * @param iterations of all loops of one rule for one event
   * @throws IllegalArgumentException naming all problems of the rules
   */
  public static SourceRules of(Pipeline pipeline, Source source, int iterations) {
    List<Problem> problems = new ArrayList<>();
    RuleCompiler compiler = new RuleCompiler(iterations);
    Rule keep = keep(source, compiler, problems);
    List<Way> ways = new ArrayList<>();
    for (Route route : pipeline.routesFrom(source.name())) {
      ways.add(new Way(route, when(route, compiler, problems)));
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException("the pipeline has problems: " + problems);
    }
    return new SourceRules(keep, ways);
  }

  /** What is wrong with a pipeline's rules. Asks them about nothing. */
  public static List<Problem> check(Pipeline pipeline) {
    List<Problem> problems = new ArrayList<>();
    RuleCompiler compiler = new RuleCompiler(1);
    pipeline.sources().forEach(source -> keep(source, compiler, problems));
    for (Route route : pipeline.routes()) {
      if (route.when() != null) { // a missing one has been told
        when(route, compiler, problems);
      }
    }
    return problems;
  }

  private static Rule keep(Source source, RuleCompiler compiler, List<Problem> problems) {
    return source.keep() == null
        ? null
        : compiler.compile("keep of source '" + source.name() + "'", source.keep(), problems);
  }

  private static Rule when(Route route, RuleCompiler compiler, List<Problem> problems) {
    return compiler.compile("route '" + route.name() + "'", route.when(), problems);
  }

  /** Fields that are to be scanned for in what the client sent. */
  public Stream<String> pointers() {
    return keepFields.pointers().stream();
  }

  /** Says whose scans are asked about, whether to keep them. */
  public void bind(JsonScanner scan) {
    sent = input(keepFields, scan);
    enriched = input(wayFields, enrichedScan);
  }

  private static RuleInput input(FieldTree fields, JsonScanner scan) {
    return new RuleInput(fields, FieldValues.of(scan), scan.fields().pointers());
  }

  /**
   * Whether the event goes on, as the client sent it.
   *
   * @param json what was scanned
   */
  public boolean keeps(EventFacts facts, byte[] json) throws RuleException {
    if (keep == null) {
      return true;
    }
    sent.next(facts, json);
    return keep.ask(sent) != Verdict.NO;
  }

  /**
   * The routes that the event takes, in the file's order.
   *
   * @param json the event with all additions
   */
  public List<Route> routes(EventFacts facts, byte[] json) throws RuleException {
    if (ways.isEmpty()) {
      return List.of();
    }
    scan(json);
    enriched.next(facts, json);
    List<Route> taken = new ArrayList<>();
    for (Way way : ways) {
      if (way.when().ask(enriched) == Verdict.YES) {
        taken.add(way.route());
      }
    }
    return taken;
  }

  /** Once more, since steps have added, changed and hidden fields. */
  private void scan(byte[] json) throws RuleException {
    try {
      enrichedScan.scan(json);
    } catch (JsonSyntaxException e) {
      throw new RuleException("what was added is not JSON: " + e.getMessage(), null);
    }
    if (enrichedScan.duplicate() >= 0) {
      String pointer = enrichedScan.fields().pointer(enrichedScan.duplicate());
      throw new RuleException(pointer + " stands in the event twice", pointer);
    }
  }
}
