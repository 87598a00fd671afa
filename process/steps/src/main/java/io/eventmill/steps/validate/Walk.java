package io.eventmill.steps.validate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;

/**
 * One thread's way over one event, and what it has to remember meanwhile. Used for one event after
 * the other, so that nothing is allocated for an event that is valid.
 */
final class Walk extends JsonCursor {
  private static final byte[] NOTHING = {};

  private final NameSet names = new NameSet();
  private final Decimal decimal = new Decimal();

  /** For each object rule: which property came after which, last time. Events repeat themselves. */
  private final int[][] successors;

  /** Bits of the properties seen in the objects that are open, one object behind the other. */
  private long[] seen = new long[16];

  private int seenTop;
  private int objects;
  private boolean namesInDoubt;

  /** Above 0, a branch is only tried and its faults are of no interest. */
  private int trying;

  private Fault fault;

  Walk(SchemaSettings settings, int[][] successors) {
    super(settings);
    this.successors = successors;
  }

  /** Checks the value in {@code bytes[from, to)}; null when it is valid. */
  Fault check(Node root, byte[] bytes, int from, int to) {
    reset(bytes, from, to);
    if (!root.check(this)) {
      return fault;
    }
    end();
    if (namesInDoubt) {
      DuplicateNames.refuse(this, bytes, from, to);
    }
    return null;
  }

  /** Lets go of the event; what is left is room for the next. */
  void forget() {
    begin(NOTHING, 0, 0);
    decimal.forget();
    fault = null;
  }

  private void reset(byte[] bytes, int from, int to) {
    begin(bytes, from, to);
    names.clear();
    seenTop = 0;
    objects = 0;
    namesInDoubt = false;
    trying = 0;
    fault = null;
  }

  /** Index behind the value that begins there. */
  int skip(byte[] bytes, int from, int to) {
    reset(bytes, from, to);
    Node.ANY.check(this);
    return at;
  }

  /** Notes the fault of the value that begins there; always false. */
  boolean fail(int offset, String keyword, JsonNode expected) {
    return fail(offset, "", keyword, expected);
  }

  boolean fail(int offset, String tail, String keyword, JsonNode expected) {
    if (trying == 0) {
      fault = new Fault(offset, tail, keyword, expected, null);
    }
    return false;
  }

  boolean fail(Fault found) {
    if (trying == 0) {
      fault = found;
    }
    return false;
  }

  /** Whether the value that begins there fits, without a word about why it does not. */
  boolean fits(Node node, int start) {
    int depthBefore = depth;
    int seenBefore = seenTop;
    at = start;
    trying++;
    boolean fits = node.check(this);
    trying--;
    depth = depthBefore;
    seenTop = seenBefore;
    return fits;
  }

  int openObject() {
    return ++objects;
  }

  /** Room for that many words of bits, all 0; returns where. */
  int openSeen(int words) {
    int base = seenTop;
    seenTop += words;
    if (seenTop > seen.length) {
      seen = Arrays.copyOf(seen, seenTop * 2);
    }
    for (int i = base; i < seenTop; i++) {
      seen[i] = 0;
    }
    return base;
  }

  void closeSeen(int base) {
    seenTop = base;
  }

  long seen(int word) {
    return seen[word];
  }

  /** Marks a property as seen; the cursor stands behind its name. */
  void see(int base, int property) {
    int word = base + (property >>> 6);
    long bit = 1L << property;
    if ((seen[word] & bit) != 0) {
      throw DuplicateNames.found(this);
    }
    seen[word] |= bit;
  }

  /** Notes a name that the schema does not know; the cursor stands behind it. */
  void seeUnknown(int object, int from, int to) {
    if (escaped) {
      namesInDoubt = true;
      return;
    }
    switch (names.add(json, object, from, to)) {
      case TWICE -> throw DuplicateNames.found(this);
      case UNKNOWN -> namesInDoubt = true;
      case NEW -> {}
    }
  }

  int expectedAfter(int rules, int property) {
    return successors[rules][property + 1];
  }

  void cameAfter(int rules, int property, int next) {
    successors[rules][property + 1] = next;
  }

  /** The number from there to the cursor; good until the next one is asked for. */
  Decimal decimal(int start) {
    decimal.read(json, start, at);
    return decimal;
  }
}
