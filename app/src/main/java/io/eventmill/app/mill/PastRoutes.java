package io.eventmill.app.mill;

import io.eventmill.pipeline.Pipeline;
import io.eventmill.pipeline.Route;
import io.eventmill.pipeline.Source;
import io.eventmill.query.trace.TracedRoute;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The routes that pipelines have had, in a file of the data folder, so that the way of an event can
 * be told after its route has left the pipeline file. Of those that are gone, the newest are
 * remembered. Safe for threads.
 */
final class PastRoutes {
  /** As many as one pipeline may have at once. */
  private static final int REMEMBERED_MAX = 100;

  private final Path file;
  private final LinkedHashSet<Past> all = new LinkedHashSet<>(); // the newest last

  private record Past(String source, String route, String topic) {
    static Past parse(String line) {
      String[] parts = line.split("\t", -1);
      return parts.length == 3 ? new Past(parts[0], parts[1], parts[2]) : null;
    }

    String line() {
      return source + "\t" + route + "\t" + topic + "\n";
    }
  }

  private PastRoutes(Path file) {
    this.file = file;
  }

  static PastRoutes in(Path folder) {
    PastRoutes routes = new PastRoutes(folder.resolve("routes.tsv"));
    try {
      if (Files.exists(routes.file)) {
        for (String line : Files.readAllLines(routes.file)) {
          Past past = Past.parse(line);
          if (past != null) {
            routes.all.add(past);
          }
        }
      }
      return routes;
    } catch (IOException e) {
      throw new UncheckedIOException(routes.file + " cannot be read", e);
    }
  }

  /** Notes the routes there are now. */
  synchronized void note(Collection<Pipeline> pipelines) {
    List<Past> now = new ArrayList<>();
    for (Pipeline pipeline : pipelines) {
      for (Source source : pipeline.sources()) {
        for (Route route : pipeline.routesFrom(source.name())) {
          now.add(new Past(source.name(), route.name(), route.to().name()));
        }
      }
    }
    String before = text();
    now.forEach(all::remove);
    while (all.size() > REMEMBERED_MAX) {
      all.remove(all.iterator().next());
    }
    all.addAll(now);
    if (!text().equals(before)) {
      write();
    }
  }

  /** Those that events of a source may have taken before, to topics that none of these lead to. */
  synchronized List<TracedRoute> beside(String source, List<TracedRoute> now) {
    Set<String> topics = now.stream().map(TracedRoute::topic).collect(Collectors.toSet());
    return all.stream()
        .filter(past -> past.source().equals(source) && !topics.contains(past.topic()))
        .map(past -> new TracedRoute(past.route(), past.topic()))
        .toList();
  }

  private String text() {
    return all.stream().map(Past::line).collect(Collectors.joining());
  }

  private void write() {
    try {
      Files.createDirectories(file.getParent());
      Path half = file.resolveSibling("routes.tsv.new");
      Files.writeString(half, text());
      Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be written", e);
    }
  }
}
