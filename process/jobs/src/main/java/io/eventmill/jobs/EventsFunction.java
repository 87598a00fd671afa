package io.eventmill.jobs;

import io.eventmill.event.Origin;
import io.eventmill.event.Outcome;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.pipeline.PipelineFile;
import io.eventmill.pipeline.Source;
import io.eventmill.steps.EventSteps;
import io.eventmill.steps.RawRecord;
import io.eventmill.topics.KafkaAddress;
import io.eventmill.topics.Topics;
import java.util.Arrays;
import java.util.UUID;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/**
 * The steps of one source inside a job: a raw record in, an event or a failed event out, one each.
 * Has no state: what it gives depends on the record and the pipeline file alone.
 */
final class EventsFunction extends RichMapFunction<RawLogRecord, Processed> {
  private static final long serialVersionUID = 1L;

  private final KafkaAddress kafka;
  private final String pipelineYaml;
  private final String sourceName;
  private final UUID rawTopicId;
  private transient String rawTopic;
  private transient EventSteps steps;
  private transient long[] lastOffsets;

  EventsFunction(KafkaAddress kafka, Pipeline pipeline, Source source, UUID rawTopicId) {
    this.kafka = kafka;
    this.pipelineYaml = pipeline.yaml();
    this.sourceName = source.name();
    this.rawTopicId = rawTopicId;
  }

  @Override
  public void open(OpenContext context) throws TopicMadeAnewException {
    Pipeline pipeline = PipelineFile.parse(pipelineYaml).pipeline();
    Source source = pipeline.source(sourceName);
    steps = EventSteps.of(pipeline, source);
    rawTopic = source.topics().raw();
    lastOffsets = new long[0];
    try (Topics topics = Topics.open(kafka)) {
      if (!topics.describe(rawTopic).id().equals(rawTopicId)) {
        throw new TopicMadeAnewException(rawTopic);
      }
    }
  }

  @Override
  public Processed map(RawLogRecord raw) {
    requireForward(raw);
    Origin origin =
        new Origin(
            rawTopicId.getMostSignificantBits(),
            rawTopicId.getLeastSignificantBits(),
            raw.partition(),
            raw.offset());
    if (raw.size() > TooLarge.RAW_BYTES_MAX) {
      return TooLarge.refuse(raw, rawTopic, sourceName, origin);
    }
    Outcome outcome =
        steps.process(new RawRecord(origin, raw.id(), raw.receivedMillis(), raw.value()));
    return TooLarge.size(outcome) > TooLarge.PROCESSED_BYTES_MAX
        ? TooLarge.refuse(raw, rawTopic, sourceName, origin)
        : Processed.of(raw, outcome);
  }

  /** Offsets that go back mean that the topic is another one: start again, which looks into it. */
  private void requireForward(RawLogRecord raw) {
    int partition = raw.partition();
    if (partition >= lastOffsets.length) {
      int known = lastOffsets.length;
      lastOffsets = Arrays.copyOf(lastOffsets, partition + 1);
      Arrays.fill(lastOffsets, known, lastOffsets.length, -1);
    }
    if (raw.offset() <= lastOffsets[partition]) {
      throw new IllegalStateException(
          "raw topic '%s' partition %d went back from offset %d to %d; was it made anew?"
              .formatted(rawTopic, partition, lastOffsets[partition], raw.offset()));
    }
    lastOffsets[partition] = raw.offset();
  }
}
