package io.eventmill.benchmark.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class GaugeTest {
  /** The shell's own account of itself and of its child is the other answer. */
  @Test
  void countsTheWorkOfAProcessAndItsChildren() throws Exception {
    String burn = "i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done";
    Path said = Files.createTempFile("times", ".txt");
    Process shell =
        new ProcessBuilder("bash", "-c", "bash -c '" + burn + "'; " + burn + "; times; read x")
            .redirectOutput(said.toFile())
            .start();
    Gauge gauge = Gauge.on(shell);
    gauge.begin();

    while (Files.readAllLines(said).size() < 2) {
      Thread.onSpinWait();
    }
    Span span = gauge.read();
    shell.destroy();

    double times = 0;
    for (String word : String.join(" ", Files.readAllLines(said)).split(" ")) {
      String[] minutes = word.replace("s", "").split("m");
      times += Double.parseDouble(minutes[0]) * 60 + Double.parseDouble(minutes[1]);
    }
    assertThat(span.cpuSeconds()).isCloseTo(times, within(0.1 + times * 0.1));
    assertThat(span.peakBytes()).isBetween(1L << 20, 1L << 28);
    Files.delete(said);
  }
}
