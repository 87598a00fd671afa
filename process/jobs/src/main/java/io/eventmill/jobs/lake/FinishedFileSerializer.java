package io.eventmill.jobs.lake;

import io.eventmill.event.Origin;
import java.io.IOException;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Finished files in a checkpoint. */
final class FinishedFileSerializer implements SimpleVersionedSerializer<FinishedFile> {
  private static final int VERSION = 1;

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(FinishedFile file) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(256);
    out.writeUTF(file.path());
    out.writeInt(file.receipt().length);
    out.write(file.receipt());
    out.write(file.last().toBytes());
    return out.getCopyOfBuffer();
  }

  @Override
  public FinishedFile deserialize(int version, byte[] bytes) throws IOException {
    if (version != VERSION) {
      throw new IOException(
          "the checkpoint has files in form " + version + ", this release reads form " + VERSION);
    }
    DataInputDeserializer in = new DataInputDeserializer(bytes);
    String path = in.readUTF();
    byte[] receipt = new byte[in.readInt()];
    in.readFully(receipt);
    byte[] last = new byte[Origin.BYTES];
    in.readFully(last);
    return new FinishedFile(path, receipt, Origin.fromBytes(last));
  }
}
