package io.eventmill.app.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that are killed and started again, with what they have started themselves. */
class ChildrenTest {
  @TempDir private Path folder;
  private final Children children = new Children();

  @AfterEach
  void end() {
    children.kill();
  }

  private Child shell(String name, String script) throws Exception {
    return children.start(name, () -> Child.start(name, List.of("sh", "-c", script), folder));
  }

  @Test
  void oneThatWasKilledStartsAgainAndWritesOn() throws Exception {
    Child first = shell("one", "echo here; exec sleep 60");
    awaitLines(1);
    first.kill();
    assertThat(first.process().isAlive()).isFalse();
    assertThatThrownBy(children::requireAlive)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("one has ended:\n  here");

    Child second = children.restart("one");
    awaitLines(2);
    assertThat(second.pid()).isNotEqualTo(first.pid());
    assertThat(children.named("one")).isEqualTo(second);
    children.requireAlive();
  }

  @Test
  void whatItHasStartedDiesWithIt() throws Exception {
    Child parent = shell("one", "sleep 60 & echo here; wait");
    awaitLines(1);
    List<ProcessHandle> below = parent.process().descendants().toList();
    assertThat(below).isNotEmpty();
    parent.kill();
    assertThat(below).noneMatch(ProcessHandle::isAlive);
  }

  @Test
  void nothingStartsOnceItIsOver() throws Exception {
    Child one = shell("one", "exec sleep 60");
    children.stop();
    assertThat(one.process().isAlive()).isFalse();
    assertThatThrownBy(() -> children.restart("one")).hasMessage("it is over");
  }

  private void awaitLines(int lines) throws Exception {
    Path output = folder.resolve("one.out");
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (Files.readAllLines(output).size() < lines && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    assertThat(Files.readAllLines(output)).hasSize(lines);
  }
}
