package io.eventmill.jobs;

import io.eventmill.pipeline.Pipeline;
import io.eventmill.pipeline.SchemaPins;
import io.eventmill.steps.StepLimits;
import io.eventmill.steps.validate.SchemaSettings;

/**
 * All that decides what becomes of a record: the same rules give the same outcome. Shipped with the
 * job, so that its functions ask nobody.
 *
 * @param pipeline the pipeline file's text
 * @param pins what its schemas are
 */
public record EventRules(
    String pipeline, SchemaPins pins, StepLimits limits, SchemaSettings schemas) {
  public static EventRules of(
      Pipeline pipeline, SchemaPins pins, JobsConfig config, SchemaSettings schemas) {
    return new EventRules(pipeline.yaml(), pins, config.stepLimits(), schemas);
  }
}
