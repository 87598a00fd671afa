package io.eventmill.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.event.Event;
import io.eventmill.event.Origin;
import io.eventmill.store.PositionsMovedException;
import io.eventmill.store.StoreUnavailableException;
import io.eventmill.topics.TopicState;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * The promise the whole path rests on, with everything going wrong at once: workers that die and go
 * on from a checkpoint, workers thought dead that go on writing, loaders that die at any moment,
 * answers that are lost after the commit. What is in the store is each event once, in order.
 */
class ZombieWritersTest {
  private static final TopicState TOPIC = new TopicState("enriched", new UUID(5, 6), 1);

  /**
   * A worker writes what follows its checkpoint, one by one and in order, for as long as it may.
   */
  private static final class Worker {
    private long next;

    Worker(long checkpoint) {
      next = checkpoint;
    }

    void append(List<Long> log) {
      log.add(next++);
    }
  }

  @Property(tries = 500)
  void theStoreHoldsEachEventOnceAndInOrder(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int deaths) {
    Random random = new Random(seed);
    List<Long> log = topicWithRepeats(random, deaths);
    RecordingStore store = new RecordingStore();

    while (!load(log, store, random)) {
      store.loseAnswers(random.nextInt(2)); // the loader died; another one begins
    }

    long written = log.stream().mapToLong(n -> n + 1).max().orElse(0);
    assertThat(store.ids())
        .isEqualTo(LongStream.range(0, written).mapToObj(Long::toString).toList());
  }

  /** Origins in the order in which they came to stand on the topic. */
  private static List<Long> topicWithRepeats(Random random, int deaths) {
    List<Long> log = new ArrayList<>();
    List<Worker> zombies = new ArrayList<>();
    long checkpoint = 0;
    for (int i = 0; i <= deaths; i++) {
      Worker worker = new Worker(checkpoint);
      for (int step = random.nextInt(30); step > 0; step--) {
        if (!zombies.isEmpty() && random.nextInt(3) == 0) {
          zombies.get(random.nextInt(zombies.size())).append(log);
        } else {
          worker.append(log);
        }
        if (random.nextInt(5) == 0) {
          checkpoint = worker.next; // all before it has been acknowledged by the log
        }
      }
      zombies.add(worker);
    }
    return log;
  }

  /**
   * @return false when the loader died on the way
   */
  private static boolean load(List<Long> log, RecordingStore store, Random random) {
    TopicProgress progress = new TopicProgress(TOPIC, store.positions(TOPIC.name()));
    List<Taken> pending = new ArrayList<>();
    for (long offset = progress.nextOffset(0); offset < log.size(); offset++) {
      Origin origin = new Origin(1, 2, 0, log.get((int) offset));
      Event event =
          progress.isNew(0, origin)
              ? new Event(origin, "" + origin.offset(), "web", "t", 1, 2, new byte[0])
              : null;
      pending.add(new Taken(0, offset, origin, event, null, 0));
      if (random.nextInt(4) == 0 && !write(progress, pending, store)) {
        return false;
      }
      if (random.nextInt(20) == 0) {
        return false; // dies with a batch in hand
      }
    }
    return pending.isEmpty() || write(progress, pending, store);
  }

  private static boolean write(TopicProgress progress, List<Taken> pending, RecordingStore store) {
    var batch = progress.batch(pending);
    try {
      store.write(batch);
    } catch (StoreUnavailableException lost) {
      try {
        store.write(batch); // what a loader does when the store did not answer
      } catch (PositionsMovedException e) {
        return false; // and then it starts over from where the store stands
      }
    }
    progress.wrote(batch);
    pending.clear();
    return true;
  }
}
