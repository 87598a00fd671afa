package io.eventmill.app.e2e;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

/** Requests that nobody should send, each with the answers that the documents name for it. */
final class HostileRequests {
  /** The connection is closed without an answer. */
  static final int CLOSED = 0;

  private static final String PATH = "/collect/hostile";
  private static final String HOST = "Host: x\r\n";
  private static final int BODY_MAX = 16 << 20;
  private static final int EVENT_MAX = 1 << 20;

  private final List<Request> all = new ArrayList<>();

  record Request(String name, byte[] bytes, Set<Integer> answers) {}

  static List<Request> all() throws IOException {
    HostileRequests requests = new HostileRequests();
    requests.bodies();
    requests.packed();
    requests.encodings();
    requests.lengths();
    requests.chunks();
    requests.heads();
    requests.paths();
    requests.pixels();
    return requests.all;
  }

  private void bodies() {
    body("at the limit", 200, blanks(BODY_MAX - 2) + "{}");
    body("one past the limit", 413, blanks(BODY_MAX - 1) + "{}");
    body("twice the id", 400, "{\"event_id\":1,\"event_id\":2}");
    body("twice the id, once in disguise", 400, "{\"event_id\":1,\"\\u0065vent_id\":2}");
    body("twice another field", 200, "{\"a\":1,\"a\":2}");
    body("deep arrays", 400, "{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}");
    body("deep objects", 400, "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000));
    body("deep without an end", 400, "{\"a\":".repeat(100_000));
    body("beyond double", 200, "{\"a\":1e400,\"b\":-1e-400,\"event_id\":1e9999}");
    String longest = "9".repeat(EVENT_MAX - 6);
    body("a number of a megabyte", 200, "{\"a\":" + longest + "}");
    body("a number of a megabyte and a byte", 413, "{\"a\":" + longest + "9}");
    body("a hundred thousand fields", 200, fields(100_000));
    body("a hundred thousand events", 200, "{}\n".repeat(100_000));
    body("one event more", 413, "{}\n".repeat(100_001));
    body("nothing", 400, "");
    body("blanks", 400, blanks(1_000));
    body("zeros", 400, "\0".repeat(100_000));
    body("an id too long", 400, "{\"event_id\":\"" + "i".repeat(1_025) + "\"}");
  }

  private static String fields(int count) {
    StringBuilder event = new StringBuilder("{\"\":0");
    for (int i = 0; i < count; i++) {
      event.append(",\"").append(Integer.toString(i, 36)).append("\":0");
    }
    return event.append('}').toString();
  }

  private void packed() throws IOException {
    byte[] event = "{\"a\":1}\n".getBytes(UTF_8);
    byte[] good = gzip(event);
    packed("good", 200, good);
    packed("two members", 200, RawHttp.bytes(good, good));
    byte[] bomb = gzip(blanks(100 << 20).getBytes(UTF_8));
    packed("a bomb", 413, bomb);
    packed("a bomb in members", 413, members(gzip(blanks(1 << 20).getBytes(UTF_8)), 200));
    packed("a bomb in a bomb", 400, gzip(bomb));
    packed("packed twice", 400, gzip(good));
    packed("many empty members", 400, members(gzip(new byte[0]), 100_000));
    packed("cut short", 400, Arrays.copyOf(good, good.length - 4));
    packed("cut in the head", 400, Arrays.copyOf(good, 5));
    byte[] wrongSum = good.clone();
    wrongSum[good.length - 7] ^= 1;
    packed("a wrong CRC", 400, wrongSum);
    byte[] wrongLength = good.clone();
    wrongLength[good.length - 1] ^= 1;
    packed("a wrong length", 400, wrongLength);
    packed("something behind it", 400, RawHttp.bytes(good, "x"));
    packed("not packed at all", 400, event);
    post("packed in two ways", 415, "Content-Encoding: gzip, br\r\n", good);
    post("packed in an unknown way", 415, "Content-Encoding: zstd\r\n", good);
  }

  private static byte[] members(byte[] member, int count) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < count; i++) {
      out.writeBytes(member);
    }
    return out.toByteArray();
  }

  private void encodings() {
    String event = "{\"a\":\"\u00e9\"}";
    for (String name : List.of("UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "ISO-8859-1")) {
      post(name, 400, "", event.getBytes(Charset.forName(name)));
    }
    post("a mark of UTF-8", 200, "", ("\ufeff" + event).getBytes(UTF_8));
    for (String wrong :
        List.of(
            "\u00c0\u00af",
            "\u00e0\u0080\u00af",
            "\u00f0\u0080\u0080\u00af",
            "\u00ed\u00a0\u0080",
            "\u00f5\u0080\u0080\u0080",
            "\u00e9",
            "\u0080")) {
      post("wrong UTF-8", 400, "", ("{\"a\":\"" + wrong + "\"}").getBytes(ISO_8859_1));
    }
  }

  private void lengths() {
    for (String length :
        List.of(
            "-1", "+2", "0x2", "2e0", " ", "two", "2,2", "9223372036854775808", "9".repeat(40))) {
      head("Content-Length " + length, Set.of(400), "Content-Length: " + length, "{}");
    }
    head("a length beyond all", Set.of(413), "Content-Length: 9223372036854775807", "{}");
    head("two lengths", Set.of(400), "Content-Length: 2\r\nContent-Length: 3", "{} ");
    head("the same length twice", Set.of(200, 400), "Content-Length: 2\r\nContent-Length: 2", "{}");
    head(
        "a length and chunks",
        Set.of(200, 400),
        "Content-Length: 5\r\nTransfer-Encoding: chunked",
        "2\r\n{}\r\n0\r\n\r\n");
    head("no length at all", Set.of(411), "X: y", "");
  }

  private void chunks() {
    String chunked = "Transfer-Encoding: chunked";
    head("chunks", Set.of(200), chunked, "1\r\n{\r\n1;a=b\r\n}\r\n0\r\nX: y\r\n\r\n");
    for (String wrong :
        List.of(
            "zz\r\n{}\r\n0\r\n\r\n",
            "-2\r\n{}\r\n0\r\n\r\n",
            "\r\n{}\r\n0\r\n\r\n",
            "fffffffffffffffff\r\n{}\r\n",
            "2\r\n{}xx0\r\n\r\n",
            "2" + " ".repeat(100_000) + "\r\n{}\r\n0\r\n\r\n",
            "2;" + "x".repeat(100_000) + "\r\n{}\r\n0\r\n\r\n")) {
      head("chunks that are wrong", Set.of(200, 400, 431, CLOSED), chunked, wrong + "\r\n\r\n");
    }
    head("an odd coding", Set.of(400, 411, 501), "Transfer-Encoding: xchunked", "{}");
    head("chunked twice", Set.of(200, 400), chunked + ", chunked", "2\r\n{}\r\n0\r\n\r\n");
    String trailers = "2\r\n{}\r\n0\r\n" + "X: y\r\n".repeat(20_000) + "\r\n";
    head("a flood behind the chunks", Set.of(200, 400, 431, CLOSED), chunked, trailers);
  }

  private void heads() {
    raw("a flood of headers", Set.of(431), "POST ", PATH, " HTTP/1.1\r\n", HOST, many("X: y\r\n"));
    raw("a header of a megabyte", Set.of(431), "GET / HTTP/1.1\r\nX: ", "x".repeat(1 << 20));
    raw("a first line of a megabyte", Set.of(414), "GET /", "x".repeat(1 << 20), " HTTP/1.1\r\n");
    raw("a method of a megabyte", Set.of(400, 414), "X".repeat(1 << 20), " / HTTP/1.1\r\n\r\n");
    for (String method : List.of("PUT", "DELETE", "PATCH", "TRACE", "BREW", "post", "P\u00d6ST")) {
      raw("the method " + method, Set.of(400, 405, 501), line(method, PATH), HOST, "\r\n");
    }
    raw("CONNECT", Set.of(400, 404, 405, 501), "CONNECT x:443 HTTP/1.1\r\n", HOST, "\r\n");
    raw("a version that is none", Set.of(400, 501, 505), "GET / HTTP/9.9\r\n", HOST, "\r\n");
    raw("no version", Set.of(400, 501, CLOSED), "GET /\r\n\r\n");
    raw("no request", Set.of(400, CLOSED), "\r\n\r\n\u0000\u0001\r\n\r\n");
    raw("TLS", Set.of(400, CLOSED), tlsHello(), "\r\n\r\n");
    raw("a header without a name", Set.of(200, 400), line("GET", "/"), HOST, ": y\r\n\r\n");
    raw("a header with a blank", Set.of(400), line("GET", "/"), HOST, "X y: z\r\n\r\n");
    raw("a header with a zero", Set.of(400), line("GET", "/"), HOST, "X: \u0000\r\n\r\n");
    raw("two hosts", Set.of(200, 400), line("GET", "/health/live"), HOST, "Host: y\r\n\r\n");
    raw("a host that is none", Set.of(200, 400), line("GET", "/"), "Host: %%%\r\n\r\n");
    raw("a folded header", Set.of(200, 400), line("GET", "/"), HOST, "X: y\r\n z\r\n\r\n");
  }

  private static byte[] tlsHello() {
    return "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003"
        .getBytes(ISO_8859_1);
  }

  private void paths() {
    Set<Integer> refused = Set.of(400, 404, 405);
    for (String path :
        List.of(
            "/collect/%zz",
            "/collect/%",
            "/collect/%0",
            "/collect/%00",
            "/collect/%ff%fe",
            "/collect/..%2f..%2fetc%2fpasswd",
            "/collect/%2e%2e/%2e%2e/etc/passwd",
            "/collect/../../etc/passwd",
            "/collect/\u00fc",
            "/collect/hostile/%zz",
            "/collect/hostile%00",
            "//collect//%",
            "/%c0%ae%c0%ae/",
            "/collect/" + "%41".repeat(5000),
            "collect",
            "*",
            "/\\..\\..",
            "http://%zz/collect/nowhere",
            "/collect/{source}")) {
      raw("POST " + path, refused, line("POST", path), HOST, "Content-Length: 2\r\n\r\n{}");
      raw("GET " + path, Set.of(200, 400, 404, 405), line("GET", path), HOST, "\r\n");
    }
    for (String query : List.of("%", "%zz", "ids=%zz", "ids=%", "%=%&%", "ids=%00", "ids=%ff")) {
      String path = PATH + "?" + query;
      raw(path, Set.of(200), line("POST", path), HOST, "Content-Length: 2\r\n\r\n{}");
    }
    for (String path :
        List.of(
            "/api/events/%zz",
            "/api/events/%ff",
            "/api/events/%00",
            "/api/events?where=%",
            "/api/events?where=%zz:1",
            "/api/events?%zz=1",
            "/api/events?where=%00:%00",
            "/api/events?text=%ff",
            "/api/events?cursor=%00",
            "/api/events?limit=" + "9".repeat(5000),
            "/api/events?from=%ff&to=%00",
            "/api/events/top?field=%00",
            "/api/failed?limit=%",
            "/subjects/%zz/versions",
            "/subjects/%ff/versions/%00",
            "/schemas/ids/%zz",
            "/schemas/ids/" + "9".repeat(100),
            "/docs/%2e%2e/%2e%2e/",
            "/%00",
            "/%")) {
      raw("GET " + path, Set.of(200, 400, 404, 422), line("GET", path), HOST, "\r\n");
    }
  }

  private void pixels() {
    pixel("an event", 200, "event_type=open&a=%C3%A9&a=2&%2Fb%2Fc=3");
    pixel("half a code", 400, "a=%");
    pixel("a wrong code", 400, "a=%zz");
    pixel("a wrong code in the name", 400, "%zz=a");
    pixel("a zero", 200, "a=%00&%00=b");
    pixel("bytes that are no UTF-8", 200, "a=%ff%fe%ed%a0%80");
    pixel("nothing", 400, "");
    pixel("nothing at all", 400, "&&&&");
    pixel("no name", 200, "=x");
    pixel("a value that is an object too", 400, "a=1&%2Fa%2Fb=2");
    pixel("too deep", 400, "%2Fa".repeat(40) + "=1");
    pixel("an id twice", 400, "event_id=1&event_id=2");
    pixel("thousands of fields", 200, "a&".repeat(7_000));
    pixel("as long as a line may be", 200, "a=" + "x".repeat(16_000));
    pixel("longer", 414, "a=" + "x".repeat(17_000));
    pixel("all signs", 200, "a=;'\"\\<>`{}|^[]~!@$*()_+-,./:?");
  }

  private void body(String name, int answer, String body) {
    post(name, answer, "", body.getBytes(UTF_8));
  }

  private void packed(String name, int answer, byte[] body) {
    post("gzip: " + name, answer, "Content-Encoding: gzip\r\n", body);
  }

  private void post(String name, int answer, String headers, byte[] body) {
    String length = "Content-Length: " + body.length + "\r\n\r\n";
    raw(name, Set.of(answer), line("POST", PATH), HOST, headers, length, body);
  }

  private void head(String name, Set<Integer> answers, String headers, String rest) {
    raw(name, answers, line("POST", PATH), HOST, headers, "\r\n\r\n", rest);
  }

  private void pixel(String name, int answer, String query) {
    String path = PATH + "/pixel.gif?" + query;
    raw("pixel: " + name, Set.of(answer), line("GET", path), HOST, "\r\n");
  }

  private void raw(String name, Set<Integer> answers, Object... parts) {
    all.add(new Request(name, RawHttp.bytes(parts), answers));
  }

  private static String line(String method, String path) {
    return method + " " + path + " HTTP/1.1\r\n";
  }

  private static String many(String header) {
    return header.repeat(100_000) + "\r\n";
  }

  private static String blanks(int count) {
    return " ".repeat(count);
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(plain);
    }
    return out.toByteArray();
  }
}
