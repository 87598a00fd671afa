package io.eventmill.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class LineReaderTest {
  @Property(tries = 500)
  void readsTheLinesThatJavaReads(
      @ForAll @CharRange(from = 'a', to = 'c') @CharRange(from = '\n', to = '\n') String text)
      throws IOException {
    assertThat(read(text, 100)).isEqualTo(text.lines().toList());
  }

  @Property(tries = 200)
  void findsLinesAcrossTheEndsOfItsBuffer(@ForAll @StringLength(min = 0, max = 40) String tail)
      throws IOException {
    String plain = tail.replaceAll("[^a-z]", "x");
    String text = "y".repeat(65_530) + plain + "\nnext\r\nlast";

    assertThat(read(text, 70_000)).containsExactly("y".repeat(65_530) + plain, "next", "last");
  }

  @Test
  void keepsOnlyTheBeginningOfALineBeyondTheLimit() throws IOException {
    LineReader lines = reader("a".repeat(1_000) + "\n" + "b".repeat(1_001) + "\nc", 1_000);

    Line atLimit = lines.next();
    Line beyond = lines.next();

    assertThat(atLimit.isTooLong()).isFalse();
    assertThat(atLimit.bytes()).hasSize(1_000);
    assertThat(beyond.isTooLong()).isTrue();
    assertThat(beyond.length()).isEqualTo(1_001);
    assertThat(beyond.bytes()).hasSize(200);
    assertThat(lines.next().latin1()).isEqualTo("c");
    assertThat(lines.next()).isNull();
  }

  @Test
  void aCarriageReturnDoesNotCount() throws IOException {
    LineReader lines = reader("a".repeat(1_000) + "\r\nx\r", 1_000);

    assertThat(lines.next().isTooLong()).isFalse();
    assertThat(lines.next().latin1()).isEqualTo("x");
  }

  @Test
  void anEndlessLineTakesNoMemory() throws IOException {
    InputStream endless =
        new InputStream() {
          private long left = 3L << 30;

          @Override
          public int read() {
            return left-- > 0 ? 'x' : -1;
          }

          @Override
          public int read(byte[] bytes, int from, int length) {
            if (left <= 0) {
              return -1;
            }
            left -= length;
            return length;
          }
        };
    InputStream then = new ByteArrayInputStream("\nok\n".getBytes(StandardCharsets.UTF_8));
    LineReader lines = new LineReader(new SequenceInputStream(endless, then), 1 << 20);

    assertThat(lines.next().length()).isEqualTo(3L << 30);
    assertThat(lines.next().latin1()).isEqualTo("ok");
  }

  @Test
  void linesGivenBackComeAgainInOrder() throws IOException {
    LineReader lines = reader("1\n2\n3\n4\n", 10);
    lines.next();
    Line two = lines.next();
    Line three = lines.next();

    lines.pushBack(List.of(two, three));

    assertThat(lines.next()).isSameAs(two);
    assertThat(lines.next()).isSameAs(three);
    assertThat(lines.next().number()).isEqualTo(4);
  }

  private static List<String> read(String text, int limit) throws IOException {
    LineReader lines = reader(text, limit);
    List<String> read = new ArrayList<>();
    for (Line line = lines.next(); line != null; line = lines.next()) {
      read.add(line.latin1());
      assertThat(line.number()).isEqualTo(read.size());
    }
    return read;
  }

  private static LineReader reader(String text, int limit) {
    return new LineReader(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)), limit);
  }
}
