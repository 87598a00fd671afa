package io.eventmill.benchmark.race;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.benchmark.events.Shape;
import io.eventmill.benchmark.measure.Checksum;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RaceTest {
  private static final Checksum RIGHT = Checksum.NONE.plus("a");
  private final List<String> order = new ArrayList<>();
  private Set<String> only = Set.of();

  @Test
  void contestantsTakeTurns() throws Exception {
    run(new Runner("a", RIGHT), new Runner("b", RIGHT));

    assertThat(order).containsExactly("a1", "b1", "a2", "b2", "a3", "b3");
  }

  @Test
  void anotherOutputIsWrongThoughTheCountIsTheSame() throws Exception {
    BenchResult result = run(new Runner("a", Checksum.NONE.plus("b")));

    assertThat(result.rows().get(0).good()).isFalse();
    assertThat(result.rows().get(0).wrong()).contains("expected 1 records");
  }

  @Test
  void onePeerThatCannotStartIsReportedAndTheOthersGoOn() throws Exception {
    BenchResult result = run(new Absent(), new Runner("b", RIGHT));

    assertThat(result.rows().get(0).trouble()).isEqualTo("cannot start here: no network");
    assertThat(result.rows().get(1).figures().get(Measure.RATE)).containsExactly(1.0, 2.0, 3.0);
  }

  @Test
  void whoKeepsNothingHasNothingThatCouldBeWrong() throws Exception {
    Contestant empty =
        new Runner("a", null) {
          @Override
          public boolean hasOutput() {
            return false;
          }
        };

    assertThat(run(empty).rows().get(0).good()).isTrue();
    assertThat(run(new Runner("a", null)).rows().get(0).good()).isFalse();
  }

  @Test
  void onlyThoseAskedForRun() throws Exception {
    only = Set.of("b");
    run(new Runner("a", RIGHT), new Runner("b", RIGHT));

    assertThat(order).containsExactly("b1", "b2", "b3");
  }

  private BenchResult run(Contestant... contestants) throws Exception {
    Bench bench =
        new Bench() {
          @Override
          public String name() {
            return "bench";
          }

          @Override
          public String question() {
            return "?";
          }

          @Override
          public List<Heat> heats(Arena arena) {
            return List.of(new Heat("", "work", RIGHT, List.of(contestants)));
          }
        };
    RunSettings settings = new RunSettings(Path.of("."), Shape.WEB, 100, 3, only, false);
    try (Arena arena = new Arena(settings, Path.of("."), what -> {})) {
      return new Race(bench, arena, (heat, who, round, done, total) -> {}).run();
    }
  }

  private class Runner implements Contestant {
    private final String name;
    private final Checksum found;

    Runner(String name, Checksum found) {
      this.name = name;
      this.found = found;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public String settings() {
      return "settings";
    }

    @Override
    public Trial run(int round) {
      order.add(name + round);
      return new Trial(Map.of(Measure.RATE, (double) round), found);
    }
  }

  private final class Absent extends Runner {
    Absent() {
      super("absent", null);
    }

    @Override
    public void prepare() throws MissingPeerException {
      throw new MissingPeerException("no network");
    }
  }
}
