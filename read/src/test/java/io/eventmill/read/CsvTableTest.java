package io.eventmill.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTableTest {
  private static final ReadSettings CSV = ReadSettings.DEFAULT.withFormat(FileFormat.CSV);

  @Test
  void everyRowIsAnEventWithTextsByDefault() throws Exception {
    Items items = Items.of("id,zip,note\n1,01234,\n2,\"a \"\"b\"\"\",true\n", CSV);

    assertThat(items.events)
        .containsExactly(
            Items.json("{\"id\":\"1\",\"zip\":\"01234\",\"note\":\"\"}"),
            Items.json("{\"id\":\"2\",\"zip\":\"a \\\"b\\\"\",\"note\":\"true\"}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {",", ";", "\t", "|"})
  void recognisesTheDelimiter(String d) throws Exception {
    Items items =
        Items.of("\uFEFFa" + d + "b c" + d + "d\r\n1" + d + "\"2" + d + "\"" + d + "3", CSV);

    assertThat(items.events)
        .containsExactly(
            Items.json(
                "{\"a\":\"1\",\"b c\":\"2" + (d.equals("\t") ? "\\t" : d) + "\",\"d\":\"3\"}"));
  }

  @Test
  void aCellMayGoOverSeveralLines() throws Exception {
    Items items = Items.of("a,b\n\"one\ntwo, \"\"x\"\"\n\nfour\",1\nlast,2\n", CSV);

    assertThat(items.events)
        .containsExactly(
            Items.json("{\"a\":\"one\\ntwo, \\\"x\\\"\\n\\nfour\",\"b\":\"1\"}"),
            Items.json("{\"a\":\"last\",\"b\":\"2\"}"));
    assertThat(items.all.get(1).line()).isEqualTo(6);
  }

  @Test
  void aQuoteNobodyClosesCostsOnlyItsLine() throws Exception {
    Items items = Items.of("a,b\n\"open,1\n2,3\n4,5\n", CSV);

    assertThat(items.events)
        .containsExactly(
            Items.json("{\"a\":\"2\",\"b\":\"3\"}"), Items.json("{\"a\":\"4\",\"b\":\"5\"}"));
    assertThat(items.unreadable.get(0).line()).isEqualTo(2);
    assertThat(items.unreadable.get(0).reason())
        .isEqualTo("a quote opened in this line is not closed before the end of the file");
  }

  @Test
  void aRowHasABoundOfLines() throws Exception {
    ReadSettings limited = CSV.withLimits(new ReadSettings.Limits(10_000, 3, 100));

    Items atLimit = Items.of("a\n\"1\n2\n3\"\nx\n", limited);
    Items beyond = Items.of("a\n\"1\n2\n3\n4\"\nx\n", limited);

    assertThat(atLimit.events).hasSize(2);
    assertThat(atLimit.events.get(0).get("a").textValue()).isEqualTo("1\n2\n3");
    assertThat(beyond.unreadable.get(0).line()).isEqualTo(2);
    assertThat(beyond.unreadable.get(0).reason()).contains("within 3 lines and 10000 bytes");
    assertThat(beyond.events).contains(Items.json("{\"a\":\"2\"}"), Items.json("{\"a\":\"x\"}"));
  }

  @Test
  void aRowHasABoundOfBytes() throws Exception {
    ReadSettings limited = CSV.withLimits(new ReadSettings.Limits(100, 50, 100));
    String sixty = "x".repeat(49);

    assertThat(Items.of("a\n\"" + sixty + "\n" + sixty + "\"\n", limited).events).hasSize(1);
    assertThat(Items.of("a\n\"" + sixty + "xx\n" + sixty + "\"\n", limited).unreadable)
        .isNotEmpty();
  }

  @Test
  void aRowWithTooFewCellsIsToldWithItsLine() throws Exception {
    Items items = Items.of("a,b,c\n1,2,3\n1,2\n1,2,3,4\n", CSV);

    assertThat(items.events).hasSize(1);
    assertThat(items.unreadable.get(0).reason()).isEqualTo("has 2 cells, but there are 3 columns");
    assertThat(items.unreadable.get(1).reason()).isEqualTo("has 4 cells, but there are 3 columns");
    assertThat(items.unreadable.get(1).line()).isEqualTo(4);
  }

  @Test
  void textBehindAQuoteIsUnreadable() throws Exception {
    Items items = Items.of("a,b\n\"x\"y,1\n2,3\n", CSV);

    assertThat(items.unreadable.get(0).reason()).startsWith("not CSV: ");
    assertThat(items.events).containsExactly(Items.json("{\"a\":\"2\",\"b\":\"3\"}"));
  }

  @Test
  void whatIsNotUtf8IsNotGuessedAt() throws Exception {
    byte[] text = "a,b\nk\u00f6,1\n2,3\n".getBytes(StandardCharsets.ISO_8859_1);
    Items items = Items.of(text, "x.csv", ReadSettings.DEFAULT);

    assertThat(items.unreadable.get(0).reason()).startsWith("line 2 is not UTF-8; convert");
    assertThat(items.unreadable.get(0).original())
        .isEqualTo("k\u00f6,1".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(items.events).hasSize(1);
  }

  @Test
  void typesByTheirLooks() throws Exception {
    Items items =
        Items.of(
            "a,b,c,d,e,f,g\n1,-2.5e3,true,,007,12345678901234567890,1.\n", CSV.withTypes("auto"));

    assertThat(items.events)
        .containsExactly(
            Items.json(
                """
                {"a":1,"b":-2.5e3,"c":true,"d":null,"e":"007","f":"12345678901234567890","g":"1."}
                """));
  }

  @Test
  void typesByColumn() throws Exception {
    Items items =
        Items.of(
            "zip,n,ok\n10115,12345678901234567890,false\n2,x,true\n2,3,yes\n",
            CSV.withTypes("auto,zip=text,n=number,ok=boolean"));

    assertThat(((Item.Event) items.all.get(0)).json())
        .asString()
        .isEqualTo("{\"zip\":\"10115\",\"n\":12345678901234567890,\"ok\":false}");
    assertThat(items.unreadable.get(0).reason()).isEqualTo("column 'n': 'x' is not a number");
    assertThat(items.unreadable.get(1).reason())
        .isEqualTo("column 'ok': 'yes' is not a boolean (true or false)");
  }

  @Test
  void mapsColumns() throws Exception {
    Items items =
        Items.of(
            "kind,ts,os\nsale,now,ios\n",
            CSV.withMap(List.of("event_type=kind,event_timestamp=ts,/params/platform=os")));

    assertThat(items.events)
        .containsExactly(
            Items.json(
                """
                {"event_type":"sale","event_timestamp":"now","params":{"platform":"ios"}}"""));
  }

  @Test
  void namesAColumnThatIsNotThereAndTheOneThatWasMeant() {
    assertThatThrownBy(() -> Items.of("kind,time\n", CSV.withMap(List.of("event_type=knid"))))
        .isInstanceOf(ReadException.class)
        .hasMessage("--map: there is no column 'knid', did you mean 'kind'?; columns: kind, time");
    assertThatThrownBy(() -> Items.of("kind,time\n", CSV.withTypes("tme=number")))
        .hasMessageStartingWith("--types: there is no column 'tme', did you mean 'time'?");
    assertThatThrownBy(() -> Items.of("kind\n", CSV.withTypes("kind=numbr")))
        .hasMessageStartingWith("--types: 'kind=numbr' is not understood, did you mean 'number'?");
    assertThatThrownBy(() -> Items.of("kind\n", CSV.withTypes("number")))
        .hasMessage("--types: 'number' names no column; write column=number");
  }

  @Test
  void refusesAHeadThatIsNone() {
    assertThatThrownBy(() -> Items.of("\n\n", CSV)).hasMessageContaining("empty; expected a row");
    assertThatThrownBy(() -> Items.of("a,b, a\n", CSV))
        .hasMessageContaining("two columns are named 'a'");
    assertThatThrownBy(() -> Items.of("a,\"b\n1,2\n", CSV))
        .hasMessageContaining("row of column names: a quote opened in this line is not closed");
  }

  @Test
  void aColumnWithoutANameGetsOne() throws Exception {
    assertThat(Items.of(",b\n1,2\n", CSV).events)
        .containsExactly(Items.json("{\"column_1\":\"1\",\"b\":\"2\"}"));
  }

  @Property(tries = 300)
  void readsBackWhateverIsQuotedByTheRules(@ForAll("tables") List<List<String>> table)
      throws Exception {
    String text =
        "a;b;c\n"
            + table.stream()
                .map(row -> row.stream().map(CsvTableTest::quoted).collect(Collectors.joining(";")))
                .collect(Collectors.joining("\n"))
            + "\n";

    Items items = Items.of(text, CSV);

    List<List<String>> read = new ArrayList<>();
    for (JsonNode event : items.events) {
      List<String> row = new ArrayList<>();
      event.forEach(cell -> row.add(cell.textValue()));
      read.add(row);
    }
    assertThat(items.unreadable).isEmpty();
    assertThat(read).isEqualTo(table);
  }

  @Provide
  Arbitrary<List<List<String>>> tables() {
    return Arbitraries.strings()
        .withChars('x', ';', '"', '\n', ',', ' ', 'ü')
        .ofMaxLength(8)
        .list()
        .ofSize(3)
        .list()
        .ofMinSize(1)
        .ofMaxSize(6);
  }

  private static String quoted(String cell) {
    return '"' + cell.replace("\"", "\"\"") + '"';
  }
}
