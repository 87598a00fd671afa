package io.eventmill.steps.enrich;

import io.eventmill.event.json.JsonFields;
import io.eventmill.event.json.JsonKind;
import io.eventmill.event.json.JsonScanner;
import io.eventmill.event.json.JsonSplice;
import io.eventmill.event.json.JsonStrings;
import io.eventmill.event.json.JsonSyntaxException;
import io.eventmill.steps.rule.EventFacts;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** An enrichment's window: reads from the scan or the additions so far, writes to the splice. */
final class SpliceView implements EventView {
  private final List<String> reads;
  private final JsonScanner scanner;
  private final JsonSplice splice;
  private final JsonScanner check = new JsonScanner(JsonFields.of());
  private final int[] fields;

  /** For each added field, its slot in the splice; -1 where nothing is added. */
  private final int[] slots;

  /** For each read field, its slot in the splice; -1 when nobody writes it. */
  private final int[] covering;

  private final boolean[] mayChange;
  private final boolean readsAll;
  private final RequestView request;

  SpliceView(Enrichment enrichment, JsonScanner scanner, JsonSplice splice, RequestView request) {
    this.reads = List.copyOf(enrichment.reads());
    this.scanner = scanner;
    this.splice = splice;
    this.fields = reads.stream().mapToInt(scanner.fields()::indexOf).toArray();
    this.slots = enrichment.adds().stream().mapToInt(splice.names()::indexOf).toArray();
    this.covering = reads.stream().mapToInt(splice::slot).toArray();
    this.readsAll = enrichment.readsAll();
    this.request = request;
    this.mayChange = new boolean[reads.size()];
    for (int i = 0; i < mayChange.length; i++) {
      mayChange[i] = enrichment.changes().contains(reads.get(i));
    }
  }

  @Override
  public JsonKind kind(int read) {
    if (covering[read] >= 0 && splice.isRemoved(covering[read])) {
      return JsonKind.ABSENT;
    }
    byte[] addition = addition(read);
    return addition == null ? scanner.kind(fields[read]) : JsonKind.of(addition[0]);
  }

  @Override
  public String text(int read) {
    byte[] addition = addition(read);
    if (addition == null) {
      return kind(read) == JsonKind.ABSENT ? null : scanner.text(fields[read]);
    }
    return JsonKind.of(addition[0]) == JsonKind.STRING
        ? JsonStrings.decode(addition, 1, addition.length - 1)
        : new String(addition, StandardCharsets.UTF_8);
  }

  @Override
  public String pointer(int read) {
    return reads.get(read);
  }

  @Override
  public boolean isBlank(int read) {
    JsonKind kind = kind(read);
    boolean noValue = kind == JsonKind.ABSENT || kind == JsonKind.NULL;
    return noValue || (kind == JsonKind.STRING && text(read).isEmpty());
  }

  @Override
  public String ip() {
    return request.ip();
  }

  @Override
  public String userAgent() {
    return request.userAgent();
  }

  @Override
  public EventFacts facts() {
    return request.facts();
  }

  @Override
  public byte[] json() {
    if (!readsAll) {
      throw new IllegalStateException("it has not said that it reads all of the event");
    }
    return scanner.bytes();
  }

  @Override
  public void addText(int added, String text) {
    if (slots[added] >= 0) {
      splice.set(slots[added], JsonStrings.quote(text).getBytes(StandardCharsets.UTF_8));
    }
  }

  @Override
  public void addJson(int added, byte[] json) {
    if (slots[added] < 0) {
      return;
    }
    try {
      check.scan(json);
    } catch (JsonSyntaxException e) {
      throw new IllegalArgumentException("what it adds is not JSON: " + e.getMessage(), e);
    }
    splice.set(slots[added], trimmed(json));
  }

  @Override
  public void replaceText(int read, String text) {
    if (kind(read) == JsonKind.ABSENT) {
      throw new IllegalStateException(reads.get(read) + " is not there to be changed");
    }
    splice.replace(slotOf(read), JsonStrings.quote(text).getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void remove(int read) {
    splice.remove(slotOf(read));
  }

  @Override
  public void replaceIp(String text) {
    request.setIp(text);
  }

  @Override
  public void replaceUserAgent(String text) {
    request.setUserAgent(text);
  }

  private int slotOf(int read) {
    if (!mayChange[read]) {
      throw new IllegalStateException(reads.get(read) + " is not a field that it changes");
    }
    return covering[read];
  }

  /** The value alone, so that its first byte says what it is. */
  private static byte[] trimmed(byte[] json) {
    int from = 0;
    int to = json.length;
    while (json[from] <= ' ' && json[from] > 0) {
      from++;
    }
    while (json[to - 1] <= ' ' && json[to - 1] > 0) {
      to--;
    }
    return to - from == json.length ? json : Arrays.copyOfRange(json, from, to);
  }

  private byte[] addition(int read) {
    return covering[read] < 0 ? null : splice.get(covering[read]);
  }
}
