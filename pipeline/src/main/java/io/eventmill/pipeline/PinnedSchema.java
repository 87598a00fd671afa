package io.eventmill.pipeline;

import java.io.Serializable;
import java.util.Objects;

/**
 * A schema as the registry had it: what a job checks events with, without asking anybody.
 *
 * @param id names it in that registry, for good
 * @param text the schema with all that it refers to
 */
public record PinnedSchema(String subject, int version, int id, String text)
    implements Serializable {
  public PinnedSchema {
    Objects.requireNonNull(subject, "subject is null");
    Objects.requireNonNull(text, "text is null");
  }

  /** As failed events name it. */
  public String title() {
    return subject + ":" + version;
  }
}
