package io.eventmill.steps.validate;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.format.Format;
import com.networknt.schema.keyword.AbstractKeyword;
import com.networknt.schema.keyword.AnnotationKeyword;
import com.networknt.schema.keyword.Keyword;
import com.networknt.schema.keyword.KeywordValidator;
import com.networknt.schema.path.NodePath;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A draft as the library has it, with bounds: formats look at texts up to a length, references are
 * counted, and a failed anyOf is one error instead of all its branches' errors. No verdict changes
 * by that, unless a bound is reached.
 */
final class LibraryDialect {
  private static final List<String> REFS = List.of("$ref", "$dynamicRef", "$recursiveRef");

  /** Making them takes longer than making a schema, and the settings are mostly the same. */
  private static final AtomicReference<Made> LAST = new AtomicReference<>();

  private record Made(SchemaSettings settings, List<Dialect> dialects) {}

  private LibraryDialect() {}

  /** All drafts, the newest first. */
  static List<Dialect> all(SchemaSettings settings) {
    Made last = LAST.get();
    if (last != null && last.settings().equals(settings)) {
      return last.dialects();
    }
    List<Dialect> dialects = new ArrayList<>();
    for (Draft draft : Draft.values()) {
      dialects.add(0, of(draft, settings));
    }
    LAST.set(new Made(settings, List.copyOf(dialects)));
    return dialects;
  }

  private static Dialect of(Draft draft, SchemaSettings settings) {
    Dialect.Builder builder =
        Dialect.builder(draft.dialect())
            .formats(all -> all.replaceAll((name, format) -> bounded(format, settings)))
            .unknownKeywordFactory((name, context) -> new AnnotationKeyword(name));
    for (String ref : REFS) {
      Keyword keyword = draft.dialect().getKeywords().get(ref);
      if (keyword != null) {
        builder.keyword(new Wrapped(keyword, check -> new CountedRef(check, settings.refsMax())));
      }
    }
    Keyword anyOf = draft.dialect().getKeywords().get("anyOf");
    return builder.keyword(new Wrapped(anyOf, OneError::new)).build();
  }

  private static Format bounded(Format format, SchemaSettings settings) {
    return format instanceof BoundedFormat ? format : new BoundedFormat(format, settings);
  }

  /** Ends an evaluation that follows references without end. */
  static final class TooManyRefs extends SchemaException {
    private static final long serialVersionUID = 1L;

    TooManyRefs(int refsMax) {
      super("needs more than " + refsMax + " references to check");
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
      return this;
    }
  }

  private interface Wrapper {
    KeywordValidator wrap(KeywordValidator validator);
  }

  private static final class Wrapped extends AbstractKeyword {
    private final Keyword keyword;
    private final Wrapper wrapper;

    Wrapped(Keyword keyword, Wrapper wrapper) {
      super(keyword.getValue());
      this.keyword = keyword;
      this.wrapper = wrapper;
    }

    @Override
    public KeywordValidator newValidator(
        SchemaLocation location, JsonNode node, Schema parent, SchemaContext context)
        throws Exception {
      return wrapper.wrap(keyword.newValidator(location, node, parent, context));
    }
  }

  private static class Around implements KeywordValidator {
    final KeywordValidator inner;

    Around(KeywordValidator inner) {
      this.inner = inner;
    }

    @Override
    public void validate(
        ExecutionContext context, JsonNode node, JsonNode root, NodePath location) {
      inner.validate(context, node, root, location);
    }

    @Override
    public void preloadSchema() {
      inner.preloadSchema();
    }

    @Override
    public String getKeyword() {
      return inner.getKeyword();
    }

    @Override
    public SchemaLocation getSchemaLocation() {
      return inner.getSchemaLocation();
    }
  }

  private static final class CountedRef extends Around {
    private final int refsMax;

    CountedRef(KeywordValidator inner, int refsMax) {
      super(inner);
      this.refsMax = refsMax;
    }

    @Override
    public void validate(
        ExecutionContext context, JsonNode node, JsonNode root, NodePath location) {
      int[] count =
          context.getCollectorContext().computeIfAbsent(CountedRef.class, key -> new int[1]);
      if (++count[0] > refsMax) {
        throw new TooManyRefs(refsMax);
      }
      super.validate(context, node, root, location);
    }
  }

  private static final class OneError extends Around {
    OneError(KeywordValidator inner) {
      super(inner);
    }

    @Override
    public void validate(
        ExecutionContext context, JsonNode node, JsonNode root, NodePath location) {
      int before = context.getErrors().size();
      super.validate(context, node, root, location);
      List<Error> errors = context.getErrors();
      if (errors.size() > before) {
        errors.subList(before, errors.size()).clear();
        context.addError(
            Error.builder()
                .keyword("anyOf")
                .instanceNode(node)
                .instanceLocation(location)
                .evaluationPath(context.getEvaluationPath())
                .schemaLocation(getSchemaLocation())
                .schemaNode(((com.networknt.schema.keyword.AnyOfValidator) inner).getSchemaNode())
                .message("fits none of the alternatives")
                .build());
      }
    }
  }
}
