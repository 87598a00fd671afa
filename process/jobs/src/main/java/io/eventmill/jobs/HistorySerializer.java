package io.eventmill.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventmill.steps.attribute.Conversion;
import io.eventmill.steps.attribute.History;
import io.eventmill.steps.attribute.Moment;
import io.eventmill.steps.attribute.NextLook;
import io.eventmill.steps.attribute.Touch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A key's history in checkpoints. Touches and conversions never change, so copies share them. */
public final class HistorySerializer extends TypeSerializerSingleton<History> {
  static final HistorySerializer INSTANCE = new HistorySerializer();
  private static final long serialVersionUID = 1L;
  private static final int FORMAT = 2;
  private static final int NOTHING = -1;

  @Override
  public void serialize(History history, DataOutputView out) throws IOException {
    out.writeByte(FORMAT);
    out.writeLong(history.leftOutFromMicros());
    out.writeLong(history.leftOutToMicros());
    out.writeLong(history.timers().watermark());
    out.writeLong(history.timers().millis());
    out.writeInt(history.touches().size());
    for (Touch touch : history.touches()) {
      bytes(touch.id().getBytes(UTF_8), out);
      out.writeLong(touch.timeMicros());
      out.writeLong(touch.expiresMillis());
      out.writeLong(touch.keptMillis());
      values(touch.values(), out);
    }
    out.writeInt(history.conversions().size());
    for (Conversion conversion : history.conversions()) {
      bytes(conversion.id().getBytes(UTF_8), out);
      out.writeLong(conversion.timeMicros());
      out.writeLong(conversion.dueMillis());
      out.writeLong(conversion.expiresMillis());
      out.writeLong(conversion.keptMillis());
      out.writeLong(conversion.came().watermark());
      out.writeLong(conversion.came().millis());
      values(conversion.values(), out);
    }
  }

  @Override
  public History deserialize(DataInputView in) throws IOException {
    int format = in.readByte();
    if (format != FORMAT) {
      throw new IOException("a history has format " + format + ", known is " + FORMAT);
    }
    long leftOutFrom = in.readLong();
    long leftOutTo = in.readLong();
    NextLook timers = new NextLook(in.readLong(), in.readLong());
    int count = in.readInt();
    List<Touch> touches = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      touches.add(new Touch(text(in), in.readLong(), in.readLong(), in.readLong(), values(in)));
    }
    count = in.readInt();
    List<Conversion> conversions = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      conversions.add(
          new Conversion(
              text(in),
              in.readLong(),
              in.readLong(),
              in.readLong(),
              in.readLong(),
              new Moment(in.readLong(), in.readLong()),
              values(in)));
    }
    return History.restored(touches, conversions, leftOutFrom, leftOutTo, timers);
  }

  private static void bytes(byte[] bytes, DataOutputView out) throws IOException {
    if (bytes == null) {
      out.writeInt(NOTHING);
      return;
    }
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static byte[] bytes(DataInputView in) throws IOException {
    int length = in.readInt();
    if (length == NOTHING) {
      return null;
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return bytes;
  }

  private static String text(DataInputView in) throws IOException {
    return new String(bytes(in), UTF_8);
  }

  private static void values(byte[][] values, DataOutputView out) throws IOException {
    if (values == null) {
      out.writeInt(NOTHING);
      return;
    }
    out.writeInt(values.length);
    for (byte[] value : values) {
      bytes(value, out);
    }
  }

  private static byte[][] values(DataInputView in) throws IOException {
    int length = in.readInt();
    if (length == NOTHING) {
      return null;
    }
    byte[][] values = new byte[length][];
    for (int i = 0; i < length; i++) {
      values[i] = bytes(in);
    }
    return values;
  }

  @Override
  public History deserialize(History reuse, DataInputView in) throws IOException {
    return deserialize(in);
  }

  @Override
  public void copy(DataInputView in, DataOutputView out) throws IOException {
    serialize(deserialize(in), out);
  }

  @Override
  public boolean isImmutableType() {
    return false;
  }

  @Override
  public History copy(History from) {
    return from.copy();
  }

  @Override
  public History copy(History from, History reuse) {
    return from.copy();
  }

  @Override
  public History createInstance() {
    return new History();
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public TypeSerializerSnapshot<History> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Stands in checkpoints by its name. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<History> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
