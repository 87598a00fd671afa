package io.eventmill.benchmark.report;

import static io.eventmill.benchmark.report.Rows.rates;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.benchmark.race.BenchResult;
import io.eventmill.benchmark.race.Measure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageTest {
  private static final Conditions FULL =
      new Conditions(
          "2026-01-01T00:00:00Z",
          "a machine",
          "abc",
          "./eventmill bench b",
          "web",
          944,
          10,
          3,
          false);
  private static final List<Target> TARGETS =
      List.of(
          Target.ratio("b", "", "ours", Measure.RATE, 2, "theirs"),
          Target.ratio("b", "", "ours", Measure.RATE, 9, "theirs"),
          Target.ratio("b", "", "ours", Measure.RATE, 2, "absent"));

  private static final BenchResult RESULT =
      new BenchResult(
          "b",
          "How fast?",
          List.of(
              rates("", "ours", 90.0, 100.0, 120.0),
              rates("", "theirs", 25.0, 25.0, 25.0),
              Rows.missing("", "absent", "cannot start here: no | network")));

  @Test
  void showsRatiosAboveAndBelowAndWhatIsMissing() {
    String page = Page.of(List.of(new SavedBench(FULL, RESULT)), TARGETS);

    assertThat(page)
        .contains("| b | ours ≥ 2 × theirs, events/s | 4.00 | met |")
        .contains("| b | ours ≥ 9 × theirs, events/s | 4.00 | **missed** |")
        .contains("| b | ours ≥ 2 × absent, events/s | not measured | **missed** |")
        .contains("| ours | 100 ± 30 % | – |")
        .contains("**cannot start here: no \\| network**")
        .contains("`./eventmill bench b`")
        .doesNotContain("quick look");
  }

  @Test
  void aQuickLookJudgesNothingAndSaysSo() {
    Conditions quick = new Conditions("d", "m", "v", "c", "web", 944, 10, 1, true);

    assertThat(Page.of(List.of(new SavedBench(quick, RESULT)), TARGETS))
        .contains("**Some of this is a quick look")
        .doesNotContain("| met |")
        .doesNotContain("missed");
  }

  @Test
  void aBenchThatRunsAgainTakesThePlaceOfItsEarlierFigures(@TempDir Path folder) throws Exception {
    Report report = new Report(folder, List.of("a", "b"));
    report.add(new SavedBench(FULL, RESULT));
    report.add(new SavedBench(FULL, new BenchResult("a", "Else?", List.of(rates("", "x", 1.0)))));
    report.add(
        new SavedBench(FULL, new BenchResult("b", "How fast?", List.of(rates("", "ours", 777.0)))));

    assertThat(Files.readString(report.page()))
        .containsSubsequence("## a", "## b")
        .contains("777")
        .doesNotContain("± 30 %");
  }

  @Test
  void barsAreAsLongAsTheirFigures(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("chart.svg");
    Files.writeString(
        file, Chart.of(List.of(rates("", "a<b", 50.0), rates("", "c", 200.0))).orElseThrow());

    var rects =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(file.toFile())
            .getElementsByTagName("rect");
    assertThat(rects.getLength()).isEqualTo(3); // the background first
    double longer =
        Double.parseDouble(rects.item(1).getAttributes().getNamedItem("width").getNodeValue());
    double shorter =
        Double.parseDouble(rects.item(2).getAttributes().getNamedItem("width").getNodeValue());
    assertThat(longer).isEqualTo(4 * shorter);
  }
}
