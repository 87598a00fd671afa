package io.eventmill.steps.validate;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.format.Format;
import com.networknt.schema.format.Formats;
import com.networknt.schema.path.NodePath;
import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.resource.SchemaLoader;
import io.eventmill.steps.validate.regex.EcmaPattern;
import io.eventmill.steps.validate.regex.TooManySteps;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A schema, or a place in one, as the library reads it: com.networknt:json-schema-validator, kept
 * from the network and from endless work. Safe for any number of threads.
 */
final class LibrarySchema {
  /** Keywords whose error names a field of the object instead of pointing to it. */
  private static final Set<String> ABOUT_A_FIELD =
      Set.of(
          "required",
          "additionalProperties",
          "unevaluatedProperties",
          "dependentRequired",
          "propertyNames");

  private static final Set<String> ABOUT_AN_ELEMENT =
      Set.of("items", "additionalItems", "unevaluatedItems");

  private final Schema schema;

  private LibrarySchema(Schema schema) {
    this.schema = schema;
  }

  /**
   * @throws BadSchemaException when the schema refers to anything outside itself, or to nothing
   */
  static LibrarySchema of(JsonNode schema, SchemaSettings settings) {
    return of(schema, settings, true);
  }

  /**
   * @param firstErrorOnly false to have all faults of a value, which can be as many as its parts
   */
  static LibrarySchema of(JsonNode schema, SchemaSettings settings, boolean firstErrorOnly) {
    Schema made;
    try {
      made = registry(settings, firstErrorOnly).getSchema(schema);
      made.initializeValidators();
    } catch (SchemaException | OutsideReference e) {
      throw badSchema(e, schema);
    } catch (StackOverflowError e) {
      throw new BadSchemaException("", "its references lead in a circle");
    }
    return new LibrarySchema(made);
  }

  /** A format by its name; null for one that the library does not know and takes as a note. */
  Predicate<String> format(String name, SchemaSettings settings) {
    for (Format format : Formats.DEFAULT) {
      if (format.getName().equals(name)) {
        Format bounded = new BoundedFormat(format, settings);
        return text -> bounded.matches(null, schema.getSchemaContext(), text);
      }
    }
    return null;
  }

  /** The schema that describes schemas of this draft. */
  static LibrarySchema metaSchema(Draft draft) {
    SchemaSettings settings = SchemaSettings.defaults().withFormats(false);
    Schema made = registry(settings, false).getSchema(SchemaLocation.of(draft.id()));
    made.initializeValidators();
    return new LibrarySchema(made);
  }

  /** The schema at a JSON pointer into this one. */
  LibrarySchema at(String pointer) {
    if (pointer.isEmpty()) {
      return this;
    }
    try {
      Schema part = schema.getRefSchema(SchemaLocation.Fragment.of("#" + pointer));
      part.initializeValidators();
      return new LibrarySchema(part);
    } catch (SchemaException e) {
      throw badSchema(e, schema.getSchemaNode());
    }
  }

  private static SchemaRegistry registry(SchemaSettings settings, boolean firstErrorOnly) {
    return SchemaRegistry.withDialects(
        LibraryDialect.all(settings),
        builder ->
            builder
                .schemaLoader(SchemaLoader.builder().allow(iri -> isOurs(iri.toString())).build())
                .schemaRegistryConfig(
                    SchemaRegistryConfig.builder()
                        .failFast(firstErrorOnly)
                        .formatAssertionsEnabled(settings.formats())
                        .preloadSchema(false)
                        .regularExpressionFactory(regex -> pattern(regex, settings))
                        .build()));
  }

  private static boolean isOurs(String iri) {
    if (Draft.isMetaSchema(iri)) {
      return true;
    }
    throw new OutsideReference(iri);
  }

  private static RegularExpression pattern(String regex, SchemaSettings settings) {
    EcmaPattern pattern = EcmaPattern.compile(regex, settings.patternStepsMax());
    return text -> {
      try {
        return pattern.find(text);
      } catch (TooManySteps e) { // as an exception of its own, or the library logs it each time
        throw new PatternWork(e);
      }
    };
  }

  private static BadSchemaException badSchema(RuntimeException thrown, JsonNode schema) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof OutsideReference outside) {
        return outside.in(schema);
      }
    }
    return new BadSchemaException("", thrown.getMessage());
  }

  /** The first fault of a value that begins at this offset, or null. */
  Fault check(JsonNode value, int offset) {
    List<Fault> faults = faults(value, offset);
    return faults.isEmpty() ? null : faults.get(0);
  }

  List<Fault> faults(JsonNode value, int offset) {
    try {
      return schema.validate(value).stream().map(error -> fault(error, offset)).toList();
    } catch (PatternWork e) {
      throw new Stop("pattern", offset, "has a text that " + e.getMessage() + " to match");
    } catch (LibraryDialect.TooManyRefs e) {
      throw new Stop(Violation.LIMIT, offset, e.getMessage());
    } catch (StackOverflowError e) {
      throw new Stop(Violation.LIMIT, offset, "needs a deeper recursion to check than there is");
    }
  }

  private static Fault fault(Error error, int offset) {
    String pointer = pointer(error.getInstanceLocation());
    String keyword = error.getKeyword();
    JsonNode found = error.getInstanceNode();
    String name = error.getProperty();
    if (name != null && ABOUT_A_FIELD.contains(keyword)) {
      pointer = pointer + "/" + Pointers.escape(name);
      found = found == null ? null : found.get(name);
    } else if (error.getIndex() != null && ABOUT_AN_ELEMENT.contains(keyword)) {
      pointer = pointer + "/" + error.getIndex();
      found = found == null ? null : found.get(error.getIndex());
    }
    String text = found == null ? null : found.toString();
    return new Fault(offset, pointer, keyword, error.getSchemaNode(), text);
  }

  /** The library's own spelling escapes line ends, which RFC 6901 does not. */
  private static String pointer(NodePath path) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < path.getNameCount(); i++) {
      out.append('/').append(Pointers.escape(path.getName(i)));
    }
    return out.toString();
  }

  /** Carries a pattern's exhausted budget through the library. */
  private static final class PatternWork extends SchemaException {
    private static final long serialVersionUID = 1L;

    PatternWork(TooManySteps cause) {
      super(cause.getMessage());
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
      return this;
    }
  }
}
