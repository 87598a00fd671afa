package io.eventmill.jobs;

import io.eventmill.pipeline.Pipeline;
import io.eventmill.pipeline.PipelineFile;
import io.eventmill.pipeline.SchemaPins;
import io.eventmill.steps.StepLimits;
import io.eventmill.steps.validate.SchemaSettings;
import java.nio.file.Path;

/**
 * All that decides what becomes of a record: the same rules give the same outcome. Shipped with the
 * job, so that its functions ask nobody.
 *
 * @param pipeline the pipeline file's text
 * @param folder that files it names are looked for in, on each worker; null for the process's own
 * @param pins what its schemas are
 */
public record EventRules(
    String pipeline, String folder, SchemaPins pins, StepLimits limits, SchemaSettings schemas) {
  public static EventRules of(
      Pipeline pipeline, SchemaPins pins, JobsConfig config, SchemaSettings schemas) {
    String folder = pipeline.folder() == null ? null : pipeline.folder().toString();
    return new EventRules(pipeline.yaml(), folder, pins, config.stepLimits(), schemas);
  }

  PipelineFile.Read read() {
    return PipelineFile.parse(pipeline, folder == null ? null : Path.of(folder));
  }
}
