package io.eventmill.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessLogParserTest {
  private static final String HEAD = "1.2.3.4 - - [17/May/2015:10:05:03 +0000] ";

  @Test
  void readsTheCombinedFormat() throws Exception {
    AccessLogLine line =
        AccessLogParser.parse(
            "83.149.9.216 - frank [17/May/2015:10:05:03 +0200] \"GET /a/b?x=1&y=? HTTP/1.1\" 200"
                + " 203023 \"http://semicomplete.com/\" \"Mozilla/5.0 (X11)\"");

    assertThat(line)
        .isEqualTo(
            new AccessLogLine(
                null,
                "83.149.9.216",
                null,
                "frank",
                "2015-05-17T10:05:03+02:00",
                null,
                "GET",
                "/a/b?x=1&y=?",
                "HTTP/1.1",
                200,
                203_023,
                "http://semicomplete.com/",
                "Mozilla/5.0 (X11)",
                null,
                false));
    assertThat(line.path()).isEqualTo("/a/b");
    assertThat(line.query()).isEqualTo("x=1&y=?");
  }

  @Test
  void readsTheCommonFormat() throws Exception {
    AccessLogLine line = AccessLogParser.parse(HEAD + "\"POST /x HTTP/1.0\" 304 -");

    assertThat(line.method()).isEqualTo("POST");
    assertThat(line.status()).isEqualTo(304);
    assertThat(line.bytes()).isEqualTo(-1);
    assertThat(line.referrer()).isNull();
    assertThat(line.userAgent()).isNull();
    assertThat(line.cutShort()).isFalse();
  }

  @Test
  void readsVirtualHostsAndWhatFollowsTheUserAgent() throws Exception {
    AccessLogLine line =
        AccessLogParser.parse(
            "shop.example:443 2001:db8::1 - - [01/Jan/2026:00:00:00 -0130] \"GET / HTTP/2.0\" 200 5"
                + " \"-\" \"curl/8\" \"10.0.0.1\" 0.003");

    assertThat(line.host()).isEqualTo("shop.example:443");
    assertThat(line.client()).isEqualTo("2001:db8::1");
    assertThat(line.time()).isEqualTo("2026-01-01T00:00:00-01:30");
    assertThat(line.referrer()).isNull();
    assertThat(line.userAgent()).isEqualTo("curl/8");
    assertThat(line.extra()).isEqualTo("\"10.0.0.1\" 0.003");
  }

  @Test
  void anAddressWithColonsIsNoVirtualHost() throws Exception {
    AccessLogLine line =
        AccessLogParser.parse("::1 - a b [01/Jan/2026:00:00:00 +0000] \"GET / HTTP/1.1\" 200 5");

    assertThat(line.host()).isNull();
    assertThat(line.client()).isEqualTo("::1");
    assertThat(line.user()).isEqualTo("a b");
  }

  @Test
  void resolvesEscapes() throws Exception {
    AccessLogLine line =
        AccessLogParser.parse(
            HEAD
                + "\"GET /\\x22a\\x22 HTTP/1.1\" 200 5 \"http://x/\\xc3\\xbc\""
                + " \"say \\\"hi\\\" \\\\ \\t\\q\"");

    assertThat(line.url()).isEqualTo("/\"a\"");
    assertThat(line.referrer()).isEqualTo("http://x/ü");
    assertThat(line.userAgent()).isEqualTo("say \"hi\" \\ \t\\q");
  }

  @Test
  void whatIsNotUtf8StaysAsTheLogSpellsIt() throws Exception {
    AccessLogLine line =
        AccessLogParser.parse(
            HEAD + "\"GET / HTTP/1.1\" 200 5 \"http://\\xe4\\xe5.\\xf0/\" \"caf\u00e9\"");

    assertThat(line.referrer()).isEqualTo("http://\\xe4\\xe5.\\xf0/");
    assertThat(line.userAgent()).isEqualTo("caf\\xe9");
  }

  @Test
  void quotesNobodyEscapedStayWithinTheirField() throws Exception {
    AccessLogLine line =
        AccessLogParser.parse(
            HEAD + "\"GET /?q=\"x\" HTTP/1.1\" 200 5 \"http://a/\"b\"c\" \"My \"best\"agent\"");

    assertThat(line.url()).isEqualTo("/?q=\"x\"");
    assertThat(line.referrer()).isEqualTo("http://a/\"b\"c");
    assertThat(line.userAgent()).isEqualTo("My \"best\"agent");
  }

  @Test
  void aLineThatEndsWithinItsLastFieldIsReadAndMarked() throws Exception {
    AccessLogLine line =
        AccessLogParser.parse(HEAD + "\"GET / HTTP/1.1\" 200 235 \"-\" \"Mozilla/5.0 (+http://x");

    assertThat(line.userAgent()).isEqualTo("Mozilla/5.0 (+http://x");
    assertThat(line.cutShort()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "NULL",
      value = {
        "-|NULL|NULL|NULL|NULL",
        "\\x16\\x03\\x01|'\u0016\u0003\u0001'|NULL|NULL|NULL",
        "GET /a b c HTTP/1.1|NULL|GET|/a b c|HTTP/1.1",
        "GET /old|NULL|GET|/old|NULL",
        "HELLO|HELLO|NULL|NULL|NULL",
        "\\x16 /x HTTP/1.1|'\u0016 /x HTTP/1.1'|NULL|NULL|NULL",
        "PROPFIND /dav/ HTTP/1.1|NULL|PROPFIND|/dav/|HTTP/1.1",
        "OPTIONS * HTTP/1.1|NULL|OPTIONS|*|HTTP/1.1"
      })
  void readsRequestLinesOfAllKinds(
      String request, String raw, String method, String url, String protocol) throws Exception {
    AccessLogLine line = AccessLogParser.parse(HEAD + "\"" + request + "\" 400 - \"-\" \"-\"");

    assertThat(line.request()).isEqualTo(raw);
    assertThat(line.method()).isEqualTo(method);
    assertThat(line.url()).isEqualTo(url);
    assertThat(line.protocol()).isEqualTo(protocol);
    assertThat(line.status()).isEqualTo(400);
    assertThat(line.userAgent()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "/a, /a, ",
    "/a?, /a, ''",
    "http://h:80/a/b?c=d, /a/b, c=d",
    "http://h, /, ",
    "/go?to=http://h/x, /go, to=http://h/x",
    "/go/http://h/x, /go/http://h/x, ",
    "*, *, "
  })
  void partsTheTarget(String url, String path, String query) throws Exception {
    AccessLogLine line = AccessLogParser.parse(HEAD + "\"GET " + url + " HTTP/1.1\" 200 1");

    assertThat(line.path()).isEqualTo(path);
    assertThat(line.query()).isEqualTo(query);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hello|no access log line: no time in brackets",
        "1.2.3.4 - - [17/Foo/2015:10:05:03 +0000] \"GET / HTTP/1.1\" 200 1|"
            + "'17/Foo/2015:10:05:03 +0000' is not a time",
        "1.2.3.4 - - [31/Feb/2015:10:05:03 +0000] \"GET / HTTP/1.1\" 200 1|"
            + "'31/Feb/2015:10:05:03 +0000' is not a time",
        "1.2.3.4 [17/May/2015:10:05:03 +0000] \"GET / HTTP/1.1\" 200 1|"
            + "expected client, ident and user before the time, found '1.2.3.4'",
        "May 17 10:05:03 web nginx: 1.2.3.4 - - [17/May/2015:10:05:03 +0000] \"GET / HTTP/1.1\" 200 1|"
            + "expected client, ident and user before the time",
        "1.2.3.4 - - [17/May/2015:10:05:03 +0000] GET / 200 1|no request in quotes after the time",
        "1.2.3.4 - - [17/May/2015:10:05:03 +0000] \"GET / HTTP/1.1\" two 1|"
            + "no status (three digits) after the request",
        "1.2.3.4 - - [17/May/2015:10:05:03 +0000] \"GET / HTTP/1.1|no status"
      })
  void saysWhatIsMissing(String line, String reason) {
    assertThatThrownBy(() -> AccessLogParser.parse(line))
        .isInstanceOf(UnreadableException.class)
        .hasMessageStartingWith(reason);
  }

  @Property(tries = 2_000)
  void noTextBreaksIt(@ForAll String text) {
    for (String line :
        new String[] {text, HEAD + text, HEAD + "\"GET / HTTP/1.1\" 200 1 " + text}) {
      try {
        assertThat(AccessLogParser.parse(line).time()).isNotNull();
      } catch (UnreadableException e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
  }

  @Property(tries = 1_000)
  void readsBackWhatApacheEscapes(@ForAll String referrer, @ForAll String agent) throws Exception {
    AccessLogLine line =
        AccessLogParser.parse(
            HEAD
                + "\"GET / HTTP/1.1\" 200 1 \""
                + escaped(referrer)
                + "\" \""
                + escaped(agent)
                + "\"");

    assertThat(line.referrer()).isEqualTo(expected(referrer));
    assertThat(line.userAgent()).isEqualTo(expected(agent));
  }

  private static String expected(String text) {
    String readable =
        new String(
            text.getBytes(java.nio.charset.StandardCharsets.UTF_8),
            java.nio.charset.StandardCharsets.UTF_8); // lone surrogates have no bytes
    return readable.isEmpty() || readable.equals("-") ? null : readable;
  }

  private static String escaped(String text) {
    StringBuilder out = new StringBuilder();
    for (byte b : text.getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
      if (b == '"' || b == '\\') {
        out.append('\\').append((char) b);
      } else if (b >= 0x20 && b < 0x7f) {
        out.append((char) b);
      } else {
        out.append(String.format("\\x%02x", b & 0xff));
      }
    }
    return out.toString();
  }
}
