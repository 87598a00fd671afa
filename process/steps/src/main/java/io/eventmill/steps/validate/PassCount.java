package io.eventmill.steps.validate;

import java.util.IdentityHashMap;

/**
 * Counts how often a schema makes a walk read the same byte. Alternatives within alternatives
 * multiply, and in a schema that refers to itself they would with each level of the event.
 */
final class PassCount {
  private final IdentityHashMap<Node, Long> counted = new IdentityHashMap<>();

  /** Nodes that are being counted, with how many values deep that began. */
  private final IdentityHashMap<Node, Integer> open = new IdentityHashMap<>();

  private int depth;
  private boolean recursive;

  private PassCount() {}

  /** {@link Long#MAX_VALUE} when there is no bound. */
  static long of(Node root) {
    PassCount count = new PassCount();
    long passes = count.passes(root);
    boolean multiplies = count.counted.values().stream().anyMatch(n -> n > 1);
    return count.recursive && multiplies ? Long.MAX_VALUE : passes;
  }

  /** Of a node that looks at a value within this one. */
  long passes(Node node) {
    depth++;
    long passes = again(node);
    depth--;
    return passes;
  }

  /** Of a node that looks at the same value. */
  long again(Node node) {
    Long known = counted.get(node);
    if (known != null) {
      return known;
    }
    Integer opened = open.putIfAbsent(node, depth);
    if (opened != null) {
      if (opened == depth) {
        throw new BadSchemaException("", "refers to itself for the same value, without end");
      }
      recursive = true;
      return 1;
    }
    long passes = Math.min(node.passes(this), Integer.MAX_VALUE);
    open.remove(node);
    counted.put(node, passes);
    return passes;
  }
}
