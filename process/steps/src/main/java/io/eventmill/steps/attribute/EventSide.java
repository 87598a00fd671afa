package io.eventmill.steps.attribute;

import io.eventmill.event.Event;
import io.eventmill.event.json.JsonFields;
import io.eventmill.event.json.JsonKind;
import io.eventmill.event.json.JsonScanner;
import io.eventmill.event.json.JsonStrings;
import io.eventmill.event.json.JsonSyntaxException;
import io.eventmill.pipeline.Attribution;
import io.eventmill.pipeline.Attribution.Column;
import io.eventmill.pipeline.Attribution.Column.From;
import io.eventmill.pipeline.Attribution.Side;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads events as touches, or as conversions. Not for sharing between threads.
 *
 * <p>An event's clock is its time, but never more than the lateness ahead of when it was received:
 * a wrong clock in the future makes nobody wait, and nothing is held for it longer than for others.
 */
public final class EventSide {
  private static final byte[][] NO_VALUES = {};
  private static final int NOT_ASKED = -1;

  /** Year 9999; what others put on a topic can say anything. */
  private static final long MILLIS_MAX = 253_402_300_799_999L;

  private final Side side;
  private final boolean conversion;
  private final int idMax;
  private final long withinMicros;
  private final long latenessMillis;
  private final JsonScanner scan;
  private final KeyFingerprint key;
  private final List<String> onNames;
  private final int[] onFields;
  private final int idField;
  private final int lookupField;
  private final int[] columnFields;

  public EventSide(Attribution rule, boolean conversion, int idMax) {
    this.side = conversion ? rule.conversion() : rule.touch();
    this.conversion = conversion;
    this.idMax = idMax;
    this.withinMicros = micros(rule.within());
    this.latenessMillis = rule.lateness().toMillis();
    this.onNames = List.copyOf(rule.on().keySet());
    List<String> columns = new ArrayList<>();
    for (Column c : rule.columns(conversion ? From.CONVERSION : From.TOUCH)) {
      columns.add(c.of());
    }
    int lookedUp = conversion ? rule.columns(From.LOOKUP).size() : 0;
    boolean looksUp = conversion && rule.lookup() != null;
    Set<String> pointers = new LinkedHashSet<>(rule.on().values());
    pointers.addAll(columns);
    if (side.id() != null) {
      pointers.add(side.id());
    }
    if (looksUp) {
      pointers.add(rule.lookup().by());
    }
    JsonFields fields = JsonFields.of(List.copyOf(pointers));
    this.scan = new JsonScanner(fields, JsonScanner.DEPTH_MAX_LIMIT);
    this.key = new KeyFingerprint();
    this.onFields = rule.on().values().stream().mapToInt(fields::indexOf).toArray();
    this.idField = side.id() == null ? NOT_ASKED : fields.indexOf(side.id());
    this.lookupField = looksUp ? fields.indexOf(rule.lookup().by()) : NOT_ASKED;
    this.columnFields = new int[columns.size() + lookedUp];
    Arrays.fill(columnFields, NOT_ASKED); // what is looked up comes later
    for (int i = 0; i < columns.size(); i++) {
      columnFields[i] = fields.indexOf(columns.get(i));
    }
  }

  static long micros(Duration duration) {
    return Math.addExact(
        Math.multiplyExact(duration.getSeconds(), 1_000_000L), duration.getNano() / 1000);
  }

  /** Of an event: its time, unless that is in the future of when it was received. */
  public static long clockMicros(Event event, long latenessMillis) {
    long received = Math.max(-MILLIS_MAX, Math.min(MILLIS_MAX, event.receivedMillis()));
    return Math.min(event.timeMicros(), (received + latenessMillis) * 1000);
  }

  /** Whether the event is on this side at all. */
  public boolean takes(Event event) {
    return event.source().equals(side.source())
        && (side.type() == null || side.type().equals(event.type()));
  }

  /** An event without a key has the fingerprint of its own id: it goes anywhere. */
  public SideEvent read(Event event) {
    boolean readable = scan(event.json());
    String missing = readable ? missing() : onNames.get(0);
    String id = readable && idField != NOT_ASKED ? id() : null;
    id = id == null ? event.id() : id;
    key.begin();
    if (missing == null) {
      for (int field : onFields) {
        key.add(scan.kind(field), scan.text(field));
      }
    } else {
      key.add(JsonKind.ABSENT, event.id());
    }
    key.end();
    long clockMicros = clockMicros(event, latenessMillis);
    return new SideEvent(
        key.high(),
        key.low(),
        conversion,
        missing,
        id,
        event.timeMicros(),
        Math.floorDiv(clockMicros, 1000L),
        Math.floorDiv(clockMicros + withinMicros, 1000L),
        isOld(event),
        readable ? values() : new byte[columnFields.length][],
        readable && lookupField != NOT_ASKED && scan.kind(lookupField).isScalar()
            ? scan.text(lookupField)
            : null);
  }

  /** History that is loaded, or what a device has kept to itself for a while. */
  private boolean isOld(Event event) {
    return event.receivedMillis() - latenessMillis > Math.floorDiv(event.timeMicros(), 1000L);
  }

  /** False for what others put on the topic: steps let nothing through that is not JSON. */
  private boolean scan(byte[] json) {
    try {
      scan.scan(json);
      return true;
    } catch (JsonSyntaxException e) {
      return false;
    }
  }

  private String missing() {
    for (int i = 0; i < onFields.length; i++) {
      JsonKind kind = scan.kind(onFields[i]);
      if (kind == JsonKind.ABSENT || kind == JsonKind.NULL) {
        return onNames.get(i);
      }
    }
    return null;
  }

  /** Null when the field holds nothing that could name an event. */
  private String id() {
    JsonKind kind = scan.kind(idField);
    if (kind != JsonKind.STRING && kind != JsonKind.NUMBER) {
      return null;
    }
    String text = scan.text(idField);
    boolean good = !text.isEmpty() && text.length() <= idMax && JsonStrings.isWhole(text);
    return good ? text : null;
  }

  private byte[][] values() {
    if (columnFields.length == 0) {
      return NO_VALUES;
    }
    byte[][] values = new byte[columnFields.length][];
    for (int i = 0; i < values.length; i++) {
      int field = columnFields[i];
      if (field != NOT_ASKED && scan.kind(field) != JsonKind.ABSENT) {
        values[i] = Arrays.copyOfRange(scan.bytes(), scan.start(field), scan.end(field));
      }
    }
    return values;
  }
}
