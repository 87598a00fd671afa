package io.eventmill.jobs;

import io.eventmill.steps.dedupe.SeenSnapshot;
import java.io.IOException;
import java.util.UUID;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Says that the elements never change: Flink then copies none of them while the stream waits, and
 * writes the bytes beside it.
 */
public final class SeenPartitionSerializer extends TypeSerializerSingleton<SeenPartition> {
  static final SeenPartitionSerializer INSTANCE = new SeenPartitionSerializer();
  private static final long serialVersionUID = 1L;
  private static final int FORMAT = 1;

  @Override
  public void serialize(SeenPartition seen, DataOutputView out) throws IOException {
    out.writeByte(FORMAT);
    out.writeLong(seen.topicId().getMostSignificantBits());
    out.writeLong(seen.topicId().getLeastSignificantBits());
    out.writeInt(seen.partition());
    out.writeLong(seen.offset());
    out.writeInt(seen.writer());
    out.writeInt(seen.writers());
    seen.ids().write(out);
  }

  @Override
  public SeenPartition deserialize(DataInputView in) throws IOException {
    int format = in.readByte();
    if (format != FORMAT) {
      throw new IOException("remembered ids have format " + format + ", known is " + FORMAT);
    }
    return new SeenPartition(
        new UUID(in.readLong(), in.readLong()),
        in.readInt(),
        in.readLong(),
        in.readInt(),
        in.readInt(),
        SeenSnapshot.read(in));
  }

  @Override
  public SeenPartition deserialize(SeenPartition reuse, DataInputView in) throws IOException {
    return deserialize(in);
  }

  @Override
  public void copy(DataInputView in, DataOutputView out) throws IOException {
    serialize(deserialize(in), out);
  }

  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public SeenPartition copy(SeenPartition from) {
    return from;
  }

  @Override
  public SeenPartition copy(SeenPartition from, SeenPartition reuse) {
    return from;
  }

  @Override
  public SeenPartition createInstance() {
    return null; // nothing is reused
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public TypeSerializerSnapshot<SeenPartition> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Stands in checkpoints by its name. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<SeenPartition> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
