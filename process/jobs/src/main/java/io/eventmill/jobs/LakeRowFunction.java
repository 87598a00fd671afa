package io.eventmill.jobs;

import io.eventmill.event.Origin;
import io.eventmill.pipeline.PipelineFile;
import io.eventmill.steps.RawRecord;
import io.eventmill.steps.StepLimits;
import io.eventmill.steps.archive.LakeRow;
import io.eventmill.steps.archive.LakeRows;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/** Raw records to rows of a lake. */
final class LakeRowFunction extends RichMapFunction<RawLogRecord, LakeRow> {
  private static final long serialVersionUID = 1L;

  private final String pipeline;
  private final String source;
  private final long topicIdHigh;
  private final long topicIdLow;
  private final int depthMax;
  private final int idMax;
  private final int typeMax;
  private transient LakeRows rows;

  LakeRowFunction(
      String pipelineYaml, String source, long topicIdHigh, long topicIdLow, StepLimits limits) {
    this.pipeline = pipelineYaml;
    this.source = source;
    this.topicIdHigh = topicIdHigh;
    this.topicIdLow = topicIdLow;
    this.depthMax = limits.depthMax();
    this.idMax = limits.idMax();
    this.typeMax = limits.typeMax();
  }

  @Override
  public void open(OpenContext context) {
    rows =
        new LakeRows(
            PipelineFile.parse(pipeline).pipeline().source(source),
            new StepLimits(depthMax, idMax, typeMax, StepLimits.defaults().ruleIterations()));
  }

  @Override
  public LakeRow map(RawLogRecord record) {
    Origin origin = new Origin(topicIdHigh, topicIdLow, record.partition(), record.offset());
    return rows.of(
        new RawRecord(
            origin,
            record.id(),
            record.receivedMillis(),
            record.attempt(),
            record.sender(),
            record.value()));
  }
}
