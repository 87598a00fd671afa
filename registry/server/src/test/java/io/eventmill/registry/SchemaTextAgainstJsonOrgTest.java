package io.eventmill.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.json.JSONObject;
import org.json.JSONTokener;

/** The text that is kept, read back by another library. */
class SchemaTextAgainstJsonOrgTest {
  private static final SchemaText TEXT = new SchemaText(RegistryLimits.defaults());

  @Property(tries = 200)
  void canonicalTextIsTheSameDocumentAndIsCanonicalItself(
      @ForAll("documents") JSONObject document, @ForAll boolean normalize) {
    String canonical = TEXT.canonical(document.toString(2), normalize);

    Object again = new JSONTokener(canonical).nextValue(); // another library's reader
    assertThat(document.similar(again)).as(canonical).isTrue();
    assertThat(TEXT.canonical(canonical, normalize)).isEqualTo(canonical);
  }

  @Provide
  Arbitrary<JSONObject> documents() {
    Arbitrary<String> texts = Arbitraries.strings().ofMaxLength(6);
    Arbitrary<Object> leaves =
        Arbitraries.oneOf(
            texts.filter(SchemaTextAgainstJsonOrgTest::whole).map(t -> t),
            Arbitraries.integers().map(i -> i),
            Arbitraries.bigDecimals().map(d -> d),
            Arbitraries.of(true, false).map(b -> b),
            Arbitraries.just(JSONObject.NULL));
    return Arbitraries.lazyOf(
        () ->
            Combinators.combine(
                    Arbitraries.strings()
                        .alpha()
                        .ofMaxLength(4)
                        .list()
                        .uniqueElements()
                        .ofMaxSize(4),
                    Arbitraries.oneOf(leaves, nested(leaves)).list().ofSize(4))
                .as(SchemaTextAgainstJsonOrgTest::object));
  }

  private static Arbitrary<Object> nested(Arbitrary<Object> leaves) {
    return Arbitraries.maps(Arbitraries.strings().alpha().ofMaxLength(3), leaves)
        .ofMaxSize(3)
        .map(JSONObject::new);
  }

  private static JSONObject object(List<String> names, List<Object> values) {
    JSONObject object = new JSONObject();
    for (int i = 0; i < names.size(); i++) {
      object.put(names.get(i), values.get(i));
    }
    return object;
  }

  private static boolean whole(String text) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }
}
