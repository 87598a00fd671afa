package io.eventmill.jobs;

import io.eventmill.pipeline.Attribution;
import io.eventmill.pipeline.PipelineFile;

/** A definition on its way to the workers: as the pipeline file's text and its name there. */
final class AttributionRule {
  private AttributionRule() {}

  static Attribution of(String pipeline, String name) {
    return PipelineFile.parse(pipeline).pipeline().attributions().stream()
        .filter(a -> a.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no attribution " + name));
  }
}
