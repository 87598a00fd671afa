package io.eventmill.app.mill;

import io.eventmill.pipeline.Pipeline;
import io.eventmill.pipeline.PipelineFile;
import io.eventmill.pipeline.Problem;
import io.eventmill.steps.enrich.Enrichments;
import io.eventmill.steps.rule.SourceRules;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A pipeline file's text, with all that is wrong with it by itself.
 *
 * @param pipeline null when there are problems that leave nothing to run
 */
record PipelineCheck(Pipeline pipeline, List<Problem> problems) {
  /**
   * @param folder where the file lies, and those that it names
   */
  static PipelineCheck of(String yaml, Path folder) {
    PipelineFile.Read read = PipelineFile.parse(yaml, folder);
    List<Problem> problems = new ArrayList<>(read.problems());
    if (read.pipeline() != null) {
      problems.addAll(Enrichments.check(read.pipeline()));
      problems.addAll(SourceRules.check(read.pipeline()));
    }
    problems.sort(Comparator.comparingInt(Problem::line));
    return new PipelineCheck(read.pipeline(), List.copyOf(problems));
  }
}
