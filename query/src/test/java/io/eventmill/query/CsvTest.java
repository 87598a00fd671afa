package io.eventmill.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

class CsvTest {
  /** Read back by another's parser. */
  @Property
  void keepsEveryCellWhole(
      @ForAll @Size(min = 1, max = 4) List<@Size(min = 2, max = 5) @NotEmpty List<String>> rows)
      throws IOException {
    Csv csv = new Csv();
    rows.forEach(row -> csv.row(row.toArray()));

    List<CSVRecord> read = read(csv);

    assertThat(read).hasSize(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      List<String> cells = rows.get(i).stream().map(CsvTest::known).toList();
      List<String> found = read.get(i).stream().map(CsvTest::withoutApostrophe).toList();
      assertThat(found).isEqualTo(cells.stream().map(CsvTest::withoutApostrophe).toList());
    }
  }

  @Example
  void takesTheTeethOutOfFormulasAndLeavesNumbersAlone() {
    Csv csv = new Csv();

    csv.row("=1+1", "@cmd", "+x", "-x", "\t=1", "-", "+", "-12.5", "+3e-7", "a=b", "", -5, "x");

    assertThat(new String(csv.bytes(), StandardCharsets.UTF_8))
        .isEqualTo("'=1+1,'@cmd,'+x,'-x,'\t=1,-,+,-12.5,+3e-7,a=b,,-5,x\r\n");
  }

  private static List<CSVRecord> read(Csv csv) throws IOException {
    String text = new String(csv.bytes(), StandardCharsets.UTF_8);
    CSVFormat format = CSVFormat.RFC4180.builder().setIgnoreEmptyLines(false).get();
    return format.parse(new StringReader(text)).getRecords();
  }

  private static String withoutApostrophe(String cell) {
    return cell.startsWith("'") ? cell.substring(1) : cell;
  }

  /** UTF-8 has no lone surrogates. */
  private static String known(String cell) {
    return new String(cell.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
