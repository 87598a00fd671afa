package io.eventmill.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.steps.enrich.Enrichments;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The rules of one submission of a job. A run that died may have written what no checkpoint tells
 * of; its records, up to where the raw topics ended then, keep the rules they had, so that they
 * have the same outcome again.
 *
 * @param before of runs that died, the oldest first; each holds for what those before it leave
 * @param waited whether events of a run before may still wait for rows in its state
 */
public record RulesInForce(EventRules now, List<Former> before, boolean waited) {
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  public RulesInForce {
    before = List.copyOf(before);
  }

  /**
   * @param until by source, the end of what they hold for
   */
  public record Former(EventRules rules, Map<String, RawEnds> until) {
    public Former {
      until = Map.copyOf(until);
    }
  }

  /**
   * @param topic the raw topic; the ends say nothing of another one of that name
   * @param ends by partition, the first offset behind it
   */
  public record RawEnds(UUID topic, List<Long> ends) {
    public RawEnds {
      ends = List.copyOf(ends);
    }

    static RawEnds of(UUID topic, long[] ends) {
      return new RawEnds(topic, Arrays.stream(ends).boxed().toList());
    }
  }

  public static RulesInForce only(EventRules now) {
    return new RulesInForce(now, List.of(), false);
  }

  /** These after a clean end: the next record is the first one for the newest rules. */
  RulesInForce then(EventRules newest) {
    return new RulesInForce(newest, before, mayWait());
  }

  /** These after a run that died: what stands on the raw topics may have been written already. */
  RulesInForce then(EventRules newest, Map<String, RawEnds> until) {
    List<Former> all = new ArrayList<>(before);
    if (!all.isEmpty() && all.get(all.size() - 1).rules().equals(now)) {
      all.remove(all.size() - 1); // the same rules up to an earlier end
    }
    all.add(new Former(now, until));
    return new RulesInForce(newest, all, mayWait());
  }

  /** Whether events may wait for rows, by these rules or since rules before them. */
  boolean mayWait() {
    return waited || looksUp(now) || before.stream().anyMatch(f -> looksUp(f.rules()));
  }

  private static boolean looksUp(EventRules rules) {
    Pipeline pipeline = rules.read().pipeline();
    return pipeline != null && !Enrichments.lookups(pipeline).isEmpty(); // of this release
  }

  String json() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("rules are records of texts and numbers", e);
    }
  }

  /**
   * @throws IllegalArgumentException for a text that {@link #json} did not write
   */
  static RulesInForce parse(String json) {
    try {
      return JSON.readValue(json, RulesInForce.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not the rules of a job: " + e.getMessage(), e);
    }
  }
}
