package io.eventmill.app.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.eventmill.app.mill.UseException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Failed events once more, piece by piece, so that one sees it going on. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = {
      "Put failed events on their raw topic again, each once; those replayed before are left out.",
      "May be stopped and started again at any time.",
      "Exit code 0 when all went (or would pass), else 1."
    })
public final class FailedReplayCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ServerOptions server;
  @Mixin private FailedOptions filter;

  @Option(names = "--all", description = "All failed events that were not replayed.")
  private boolean all;

  @Option(names = "--limit", paramLabel = "N", description = "The oldest N at most.")
  private Long limit;

  @Option(
      names = "--dry-run",
      description = "Tell how many would pass now and why the others would not; replay nothing.")
  private boolean dryRun;

  @Option(names = "--json", description = "The sum of it as JSON.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    if (all == filter.isAny()) {
      throw new UseException(
          all
              ? "--all does not go with a filter; leave one of them out"
              : "say which: --source, --reason, --id, --since, --until, or --all");
    }
    if (limit != null && limit < 1) {
      throw new UseException("--limit is " + limit + ", the least is 1");
    }
    ServerApi api = server.api();
    PrintWriter out = spec.commandLine().getOut();
    ObjectNode order = filter.json().put("dry_run", dryRun);
    if (all) {
      order.put("all", true);
    }
    long there =
        api.get("/api/failed?replayed=false&limit=1" + filter.query()).path("count").asLong();
    long total = limit == null ? there : Math.min(there, limit);
    ReplaySum sum;
    try (Bar bar = Bar.on(System.err, dryRun ? "tried" : "replayed", total)) {
      sum = new ReplayCalls(api, order, bar).run(limit == null ? Long.MAX_VALUE : limit);
    }
    if (json) {
      out.println(sum.json(dryRun).toPrettyString());
    } else {
      sum.print(dryRun, out, Paint.of(spec));
    }
    out.flush();
    return sum.isGood() ? 0 : 1;
  }
}
