package io.eventmill.steps.validate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** anyOf, oneOf, not and if: each looks at the value from its beginning again. */
final class Branches {
  private Branches() {}

  record AnyOf(List<Node> nodes, JsonNode expected) implements Branch {
    @Override
    public boolean check(Walk w, int start) {
      for (int i = 0; i < nodes.size(); i++) {
        if (w.fits(nodes.get(i), start)) {
          return true;
        }
      }
      return w.fail(start, "anyOf", expected);
    }

    @Override
    public long passes(PassCount count) {
      return nodes.stream().mapToLong(count::again).sum();
    }
  }

  record OneOf(List<Node> nodes, JsonNode expected) implements Branch {
    @Override
    public boolean check(Walk w, int start) {
      int fitting = 0;
      for (int i = 0; i < nodes.size() && fitting < 2; i++) {
        fitting += w.fits(nodes.get(i), start) ? 1 : 0;
      }
      return fitting == 1 || w.fail(start, "oneOf", expected);
    }

    @Override
    public long passes(PassCount count) {
      return nodes.stream().mapToLong(count::again).sum();
    }
  }

  record Not(Node node, JsonNode expected) implements Branch {
    @Override
    public boolean check(Walk w, int start) {
      return !w.fits(node, start) || w.fail(start, "not", expected);
    }

    @Override
    public long passes(PassCount count) {
      return count.again(node);
    }
  }

  record IfThenElse(Node condition, Node then, Node otherwise) implements Branch {
    @Override
    public boolean check(Walk w, int start) {
      boolean holds = w.fits(condition, start);
      w.at = start;
      return (holds ? then : otherwise).check(w);
    }

    @Override
    public long passes(PassCount count) {
      return count.again(condition) + Math.max(count.again(then), count.again(otherwise));
    }
  }

  /** Takes no value. */
  record Never(String keyword, JsonNode expected) implements Branch {
    @Override
    public boolean check(Walk w, int start) {
      return w.fail(start, keyword, expected);
    }

    @Override
    public long passes(PassCount count) {
      return 0;
    }
  }

  /** The whole value as a tree before the library. */
  record Library(LibrarySchema schema, boolean exactNumbers) implements Branch {
    @Override
    public boolean check(Walk w, int start) {
      JsonNode tree = Trees.read(w.json, start, w.at, exactNumbers);
      Fault fault = schema.check(tree, start);
      return fault == null || w.fail(fault);
    }

    @Override
    public long passes(PassCount count) {
      return 1;
    }
  }
}
