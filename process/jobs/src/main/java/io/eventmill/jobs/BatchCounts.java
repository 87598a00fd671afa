package io.eventmill.jobs;

import io.eventmill.event.Event;
import io.eventmill.pipeline.Count;
import io.eventmill.steps.count.CountBuffer;
import io.eventmill.steps.count.Counted;
import io.eventmill.steps.count.CountedFields;
import io.eventmill.steps.count.Windows;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Events added up by window and group before they are sent on, as {@link CollectCounts} does for
 * the stream; but none is too late, since all are there.
 */
final class BatchCounts extends AbstractStreamOperator<Counted>
    implements OneInputStreamOperator<Event, Counted> {
  private static final long serialVersionUID = 1L;

  private final Count count;
  private final int entriesMax;
  private final int textMax;
  private transient Windows windows;
  private transient CountedFields fields;
  private transient CountBuffer buffer;

  BatchCounts(Count count, JobsConfig config) {
    this.count = count;
    this.entriesMax = config.countEntriesMax();
    this.textMax = config.countTextMax();
  }

  @Override
  public void open() throws Exception {
    super.open();
    windows = Windows.of(count);
    fields = new CountedFields(count, textMax);
    buffer = new CountBuffer();
  }

  @Override
  public void processElement(StreamRecord<Event> record) {
    Event event = record.getValue();
    String group = fields.group(event.json());
    if (group == null) {
      return;
    }
    buffer.add(new Counted(windows.start(event.timeMicros()), group, 1, event.origin(), false));
    if (buffer.size() >= entriesMax) {
      flush();
    }
  }

  @Override
  public void finish() throws Exception {
    flush();
    super.finish();
  }

  private void flush() {
    buffer.drain(counted -> output.collect(new StreamRecord<>(counted)));
  }
}
