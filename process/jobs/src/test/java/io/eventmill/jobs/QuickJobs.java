package io.eventmill.jobs;

import io.eventmill.pipeline.Pipeline;
import io.eventmill.pipeline.PipelineFile;
import io.eventmill.pipeline.SchemaPins;
import io.eventmill.pipeline.StageSettings;
import io.eventmill.steps.validate.SchemaSettings;

/** Jobs for tests: they make a checkpoint all the time. */
final class QuickJobs {
  static final JobsConfig CONFIG =
      with(
          with(with(JobsConfig.defaults(), "checkpoint_interval", "200ms"), "topic_check", "100ms"),
          "parallelism",
          "2");

  private QuickJobs() {}

  static JobsConfig with(JobsConfig config, String name, String value) {
    return StageSettings.with(config, "process", name, value);
  }

  static RulesInForce rules(Pipeline pipeline) {
    return RulesInForce.only(rules(pipeline.yaml(), SchemaPins.none()));
  }

  static EventRules rules(String yaml, SchemaPins pins) {
    Pipeline pipeline = PipelineFile.parse(yaml).pipeline();
    return EventRules.of(pipeline, pins, CONFIG, SchemaSettings.defaults());
  }
}
