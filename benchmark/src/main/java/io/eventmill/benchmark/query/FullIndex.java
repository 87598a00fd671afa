package io.eventmill.benchmark.query;

import io.eventmill.benchmark.events.ShapedEvents;
import io.eventmill.benchmark.parts.SearchIndex;
import io.eventmill.benchmark.parts.SearchNode;
import io.eventmill.benchmark.race.Arena;
import java.io.IOException;

/** The same events in OpenSearch. */
final class FullIndex implements Full {
  private final SearchNode node;
  private final SearchIndex index;
  private final ShapedEvents shaped;
  private final long events;
  private long next;

  private FullIndex(SearchNode node, SearchIndex index, ShapedEvents shaped, long events) {
    this.node = node;
    this.index = index;
    this.shaped = shaped;
    this.events = events;
    this.next = events;
  }

  static FullIndex of(Arena arena, long events) throws IOException, InterruptedException {
    arena.say("filling OpenSearch with " + events + " events");
    SearchNode node =
        SearchNode.start(arena.home(), arena.scratch().resolve("opensearch-" + events));
    SearchIndex index = SearchIndex.make(node);
    index.add(arena.events()::event, 0, events);
    index.refresh();
    return new FullIndex(node, index, arena.events(), events);
  }

  @Override
  public Asked ask(Kind kind, int round, boolean quick) throws Exception {
    return Asked.by(new OpenSearchAnswers(index), kind, events, round, quick);
  }

  @Override
  public AutoCloseable ingest() {
    return Drip.into(
        count -> {
          index.add(shaped::event, next, next + count);
          next += count;
        });
  }

  @Override
  public void close() throws InterruptedException {
    node.close();
  }
}
