package io.eventmill.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventFileTest {
  private static final String LOG =
      "1.2.3.4 - - [17/May/2015:10:05:03 +0000] \"GET / HTTP/1.1\" 200 1 \"-\" \"-\"\n";

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "x~{\"a\":1}~JSON_LINES",
        "x~  {broken~JSON_LINES",
        "x.json~[~JSON_ARRAY",
        "x~  [{\"a\":1},{}]~JSON_ARRAY",
        "x.log~a,b,c~CSV",
        "x.csv~single~CSV",
        "x.tsv.gz~single~CSV",
        "x.ndjson~whatever~JSON_LINES",
        "x~''~JSON_LINES"
      })
  void recognisesTheFormat(String name, String start, FileFormat format) throws IOException {
    assertThat(open(start + "\n", name).format()).isEqualTo(format);
  }

  @Test
  void recognisesAnAccessLogThatBeginsWithRubbish() throws IOException {
    assertThat(open("\n-- restarted, again\n" + LOG, "x").format())
        .isEqualTo(FileFormat.ACCESS_LOG);
  }

  @Test
  void saysWhatItFoundWhenItRecognisesNothing() {
    assertThatThrownBy(() -> open("Dear all\nhow are you\n", "letter.txt"))
        .isInstanceOf(ReadException.class)
        .hasMessageContaining("letter.txt: neither JSON, nor CSV, nor an access log")
        .hasMessageContaining("'Dear all'");
  }

  @Test
  void formatsAreNamedWithAGuess() {
    assertThat(FileFormat.of("jsonl")).isEqualTo(FileFormat.JSON_LINES);
    assertThatThrownBy(() -> FileFormat.of("acess-log"))
        .hasMessage(
            "--format: 'acess-log' is not known, did you mean 'access-log'?; one of jsonl, json,"
                + " csv, access-log");
  }

  @Test
  void readsGzipWhateverItsName() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    for (int part = 0; part < 2; part++) { // as logs that were packed one by one and glued together
      try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
        gzip.write(("{\"part\":" + part + "}\n").getBytes(StandardCharsets.UTF_8));
      }
    }

    assertThat(Items.of(packed.toByteArray(), "log", ReadSettings.DEFAULT).events)
        .containsExactly(Items.json("{\"part\":0}"), Items.json("{\"part\":1}"));
  }

  @Test
  void aLineBeyondTheLimitIsUnreadableAndTheNextIsNot() throws IOException {
    ReadSettings limited = ReadSettings.DEFAULT.withLimits(new ReadSettings.Limits(100, 10, 10));
    String atLimit = "{\"a\":\"" + "x".repeat(92) + "\"}";
    String beyond = "{\"a\":\"" + "x".repeat(93) + "\"}";

    Items items = Items.of(atLimit + "\n" + beyond + "\n{}\n", limited);

    assertThat(items.events).hasSize(2);
    assertThat(items.unreadable.get(0).reason())
        .isEqualTo("has 101 bytes; the limit of a line is 100 (line bytes)");
    assertThat(items.unreadable.get(0).whole()).isFalse();
  }

  @Test
  @Timeout(30)
  void aPipeIsReadAsFarAsItIsWritten() throws Exception {
    PipedInputStream in = new PipedInputStream();
    try (PipedOutputStream out = new PipedOutputStream(in)) {
      out.write("{\"a\":1}\n{\"a\":2}\n{\"a\"".getBytes(StandardCharsets.UTF_8));
      EventFile file = EventFile.open(in, "pipe", ReadSettings.DEFAULT);

      assertThat(file.isWaiting()).isFalse();
      assertThat(file.next()).isInstanceOf(Item.Event.class);
      assertThat(file.next().line()).isEqualTo(2);
      assertThat(file.isWaiting()).isTrue();

      out.write(":3}\n".getBytes(StandardCharsets.UTF_8));
      out.flush();
      assertThat(file.next().line()).isEqualTo(3);
    }
  }

  @Test
  void typesAreForCsvOnly() {
    assertThatThrownBy(
            () ->
                EventFile.open(
                    new ByteArrayInputStream("{}".getBytes(StandardCharsets.UTF_8)),
                    "x",
                    ReadSettings.DEFAULT.withTypes("auto")))
        .hasMessage("--types: only CSV has cells; this is jsonl");
  }

  @Test
  void mapsOfAccessLogsAreCheckedAgainstTheirFields() {
    assertThatThrownBy(
            () ->
                EventFile.open(
                    new ByteArrayInputStream(LOG.getBytes(StandardCharsets.UTF_8)),
                    "x",
                    ReadSettings.DEFAULT.withMap(java.util.List.of("ip=clientip"))))
        .hasMessageStartingWith("--map: there is no column 'clientip', did you mean 'client_ip'?");
  }

  private static EventFile open(String text, String name) throws IOException {
    return EventFile.open(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
        name,
        ReadSettings.DEFAULT);
  }
}
