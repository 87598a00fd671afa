package io.eventmill.app.command;

import io.eventmill.app.mill.UseException;
import io.eventmill.simulate.Ticker;
import io.eventmill.simulate.door.DoorClient;
import io.eventmill.simulate.door.DoorReport;
import io.eventmill.simulate.door.DoorSettings;
import io.eventmill.simulate.shop.ShopReport;
import io.eventmill.simulate.shop.ShopSettings;
import io.eventmill.simulate.shop.ShopSimulation;
import io.eventmill.simulate.shop.ShopTables;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A shop's users and products as tables, then their clicks and checkouts, until Ctrl-C. */
@Command(
    name = "shop",
    mixinStandardHelpOptions = true,
    description = {
      "Fill a shop's tables of users and products, then send clicks and checkouts.",
      "Each product is clicked on once, then with a chance of 51 %% clicked on and checked out"
          + " again: 2.04 clicks and 1.04 checkouts for each base click.",
      "The tables have the ids 0 to n-1, events the users 1 to 100: with the usual 100 records user"
          + " 100 is not in the table, and shows what becomes of an unknown one; user 0 buys nothing.",
      "With --start, time goes on by 1/rate with each event, sent as fast as they are taken.",
      "Stop with Ctrl-C, start again any time: rows are changed by their id, events get new ids."
    })
public final class SimulateShopCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private SimulateOptions simulate;
  @Mixin private DrawnOptions drawn;

  @Option(
      names = {"-nu", "--num_user_records"},
      paramLabel = "N",
      defaultValue = "100",
      description = "Rows in each table (default: 100); about a tenth of them is renamed.")
  private int records;

  @Option(
      names = {"-nc", "--num_click_records"},
      paramLabel = "N",
      description = "Stop after N base clicks (default: 100000000).")
  private Long baseClicks;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Events a second; 0 = as fast as possible (default: 10).")
  private Double rate;

  @Option(
      names = "--disorder",
      paramLabel = "TIME",
      converter = DurationOption.class,
      description = "Events arrive up to this much out of order, e.g. 10s.")
  private Duration disorder;

  @Option(
      names = "--held-max",
      paramLabel = "N",
      description = "Most events held back for --disorder at once (default: 100000).")
  private Integer heldMax;

  @Option(
      names = "--duplicates",
      paramLabel = "SHARE",
      description = "Share of events that are sent twice, e.g. 0.01.")
  private Double copies;

  @Option(
      names = "--clicks",
      paramLabel = "SOURCE",
      defaultValue = "clicks",
      description = "The source clicks go to (default: clicks).")
  private String clicks;

  @Option(
      names = "--checkouts",
      paramLabel = "SOURCE",
      defaultValue = "checkouts",
      description = "The source checkouts go to (default: checkouts).")
  private String checkouts;

  @Option(names = "--no-tables", description = "Leave the tables as they are.")
  private boolean noTables;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    ShopSettings settings = settings();
    ShopTables tables = tables();
    URI to = simulate.to();
    ShopSimulation simulation = new ShopSimulation(settings, Clock.systemUTC(), Ticker.SYSTEM);
    try (Ending ending = Ending.onCtrlC(simulation::stop)) {
      if (!noTables && !filled(tables, to, out)) {
        return 1;
      }
      try (DoorClient first = simulate.door(DoorSettings.of(to, clicks), out);
          DoorClient second = simulate.door(DoorSettings.of(to, checkouts), out)) {
        simulate.announce(clicks + " and " + checkouts + " to " + to, out);
        ShopReport report = simulation.run(simulate.shown(first), simulate.shown(second));
        DoorReport sentFirst = SimulateOptions.finish(first, ending);
        DoorReport sentSecond = SimulateOptions.finish(second, ending);
        String copied = report.copies() == 0 ? "" : " (+ " + report.copies() + " copies of both)";
        int code = SentSummary.tell(out, report.clicks() + " clicks made" + copied, sentFirst);
        return code | SentSummary.tell(out, report.checkouts() + " checkouts made", sentSecond);
      }
    }
  }

  private boolean filled(ShopTables tables, URI to, PrintWriter out) throws Exception {
    DoorSettings users = DoorSettings.ofTable(to, ShopTables.USERS, ShopTables.KEY);
    DoorSettings products = DoorSettings.ofTable(to, ShopTables.PRODUCTS, ShopTables.KEY);
    try (DoorClient first = simulate.door(users, out);
        DoorClient second = simulate.door(products, out)) {
      int renamed = tables.fill(first, second);
      DoorReport sentFirst = first.finish();
      DoorReport sentSecond = second.finish();
      if (isWhole(sentFirst) && isWhole(sentSecond)) {
        told(out, records + " users and products in the tables, " + renamed + " of each renamed.");
        return true;
      }
      SentSummary.tell(out, ShopTables.USERS + ": rows", sentFirst);
      SentSummary.tell(out, ShopTables.PRODUCTS + ": rows", sentSecond);
    } catch (io.eventmill.simulate.door.DoorClosedException e) {
      told(out, "The tables were not filled: " + e.getMessage());
    }
    told(out, "Nothing else was sent; --no-tables sends events without filling the tables.");
    return false;
  }

  private static boolean isWhole(DoorReport sent) {
    return sent.refused() == 0 && sent.unsent() == 0;
  }

  private ShopTables tables() {
    try {
      return new ShopTables(records, drawn.seed());
    } catch (IllegalArgumentException e) {
      throw new UseException(e.getMessage());
    }
  }

  private ShopSettings settings() {
    try {
      ShopSettings s = ShopSettings.defaults().withSeed(drawn.seed());
      s = baseClicks == null ? s : s.withBaseClicks(baseClicks);
      s = rate == null ? s : s.withRate(rate);
      s = simulate.duration() == null ? s : s.withDuration(simulate.duration());
      s = disorder == null ? s : s.withDisorder(disorder);
      s = heldMax == null ? s : s.withHeldMax(heldMax);
      s = copies == null ? s : s.withCopies(copies);
      s = drawn.zone() == null ? s : s.withZone(drawn.zone());
      return drawn.start() == null ? s : s.withStart(drawn.start());
    } catch (IllegalArgumentException e) {
      throw new UseException(e.getMessage());
    }
  }

  private static void told(PrintWriter out, String line) {
    out.println(line);
    out.flush();
  }
}
