package io.eventmill.app.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gate before a real server that answers everything; its clock is ours. */
class GateTest {
  private static final String PASSWORD = "correct horse battery";
  private static final long SECOND = 1_000_000_000L;

  /** Hashed once: it takes a while, on purpose. */
  private static final String HASH = Passwords.hash(PASSWORD);

  private final AtomicLong nanos = new AtomicLong(77);
  private final HttpClient http = HttpClient.newHttpClient();
  private final Vertx vertx = Vertx.vertx();
  @TempDir private Path data;
  private AccountsFile file;
  private int port;

  @BeforeEach
  void accounts() {
    file = AccountsFile.in(data);
  }

  @AfterEach
  void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  @Test
  void withoutAccountsEverybodyMayButPagesOfOtherSites() throws Exception {
    open(SecurityConfig.defaults());

    assertThat(get("/api/events")).isEqualTo(200);
    assertThat(post("/api/sql")).isEqualTo(200);
    assertThat(post("/api/sql", "Sec-Fetch-Site", "same-origin")).isEqualTo(200);
    assertThat(post("/api/sql", "Origin", "http://localhost:" + port)).isEqualTo(200);
    assertThat(post("/api/sql", "Sec-Fetch-Site", "cross-site")).isEqualTo(403);
    assertThat(post("/api/sql", "Sec-Fetch-Site", "same-site")).isEqualTo(403);
    assertThat(post("/api/sql", "Origin", "https://evil.example")).isEqualTo(403);
    assertThat(post("/api/sql", "Origin", "null")).isEqualTo(403);
  }

  @Test
  void everyAnswerTellsBrowsersNotToRunFrameOrGuessIt() throws Exception {
    open(SecurityConfig.defaults());

    for (String path : List.of("/api/events", "/login")) {
      var headers = send(to(path).build()).headers();
      assertThat(headers.firstValue("x-content-type-options")).hasValue("nosniff");
      assertThat(headers.firstValue("x-frame-options")).hasValue("DENY");
      assertThat(headers.firstValue("referrer-policy")).hasValue("same-origin");
      assertThat(headers.firstValue("content-security-policy").orElseThrow())
          .contains("default-src 'none'", "frame-ancestors 'none'")
          .doesNotContain("unsafe");
    }
  }

  /** A name of theirs that leads here would let their page read along (DNS rebinding). */
  @Test
  void withoutAccountsBrowsersCallItByNoNameThatMayBeAnybodys() throws Exception {
    open(SecurityConfig.defaults());

    assertThat(raw("evil.example")).startsWith("HTTP/1.1 403").contains("security.hosts");
    assertThat(raw("127.0.0.1:8080")).startsWith("HTTP/1.1 200");
    assertThat(raw("[::1]:8080")).startsWith("HTTP/1.1 200");
    assertThat(raw("localhost")).startsWith("HTTP/1.1 200");
  }

  @Test
  void readersAskAndOnlyAdminsChange() throws Exception {
    file.change(a -> a.with(user("ada", Rights.ADMIN)).with(user("rea", Rights.READER)));
    open(SecurityConfig.defaults());

    for (String path :
        List.of("/api/events", "/", "/docs", "/metrics", "/subjects", "/x/../api/e")) {
      assertThat(get(path)).as(path).isEqualTo(401);
      assertThat(get(path, "Authorization", basic("rea", PASSWORD))).as(path).isEqualTo(200);
    }
    for (String path :
        List.of("/api/sql", "/api/failed/replay", "/api/pipelines/p", "/subjects/s/versions")) {
      assertThat(post(path)).as(path).isEqualTo(401);
      assertThat(post(path, "Authorization", basic("rea", PASSWORD))).as(path).isEqualTo(403);
      assertThat(post(path, "Authorization", basic("ada", PASSWORD))).as(path).isEqualTo(200);
    }
    assertThat(
            post("/compatibility/subjects/s/versions/1", "Authorization", basic("rea", PASSWORD)))
        .isEqualTo(200);
    assertThat(get("/health/live")).isEqualTo(200);
    assertThat(get("/health/live/more")).isEqualTo(401);
    for (String wrong : List.of("Basic !", "Basic " + b64("rea"), "Bearer x", "Digest y", "")) {
      assertThat(get("/api/events", "Authorization", wrong)).as(wrong).isEqualTo(401);
    }
    assertThat(get("/api/events", "Authorization", basic("rea", PASSWORD + "x"))).isEqualTo(401);
    assertThat(get("/api/events", "Authorization", basic("nobody", PASSWORD))).isEqualTo(401);
  }

  @Test
  void aBodyArrivesWholeBehindTheGate() throws Exception {
    file.change(a -> a.with(user("ada", Rights.ADMIN)));
    open(SecurityConfig.defaults());

    String large = "x".repeat(300_000);
    HttpRequest request =
        to("/echo", "Authorization", basic("ada", PASSWORD))
            .POST(BodyPublishers.ofString(large))
            .build();
    assertThat(http.send(request, BodyHandlers.ofString()).body()).isEqualTo(large);
  }

  @Test
  void aTokenHoldsUntilItExpiresOrIsRevoked() throws Exception {
    String text = TokenText.random();
    String until = Instant.EPOCH.plusSeconds(3_600).toString();
    file.change(a -> a.with(new Accounts.Token("ci", Rights.ADMIN, TokenText.hash(text), until)));
    open(SecurityConfig.defaults());

    assertThat(post("/api/sql", "Authorization", "Bearer " + text)).isEqualTo(200);
    assertThat(post("/api/sql", "Authorization", "Bearer " + text + "x")).isEqualTo(401);
    nanos.set(3_599 * SECOND);
    assertThat(post("/api/sql", "Authorization", "Bearer " + text)).isEqualTo(200);
    nanos.set(3_600 * SECOND);
    assertThat(post("/api/sql", "Authorization", "Bearer " + text)).isEqualTo(401);

    String other = TokenText.random();
    file.change(a -> a.with(new Accounts.Token("b", Rights.ADMIN, TokenText.hash(other), null)));
    nanos.addAndGet(SECOND);
    assertThat(post("/api/sql", "Authorization", "Bearer " + other)).isEqualTo(200);
    file.change(a -> a.withoutToken("b").with(user("ada", Rights.ADMIN)));
    nanos.addAndGet(SECOND);
    assertThat(post("/api/sql", "Authorization", "Bearer " + other)).isEqualTo(401);
  }

  @Test
  void aBrowserSignsInAndOutAndItsCookieIsForUsOnly() throws Exception {
    file.change(a -> a.with(user("ada", Rights.ADMIN)));
    open(SecurityConfig.defaults());

    HttpResponse<String> first = send(to("/", "Accept", "text/html").build());
    assertThat(first.statusCode()).isEqualTo(303);
    assertThat(first.headers().firstValue("location")).hasValue("/login?to=%2F");
    assertThat(signIn("ada", "wrong-wrong-wrong").statusCode()).isEqualTo(401);

    HttpResponse<String> in = signIn("ada", PASSWORD);
    assertThat(in.statusCode()).isEqualTo(303);
    String set = in.headers().firstValue("set-cookie").orElseThrow();
    assertThat(set).containsIgnoringCase("; HttpOnly").contains("SameSite=Strict", "Path=/");
    String cookie = set.substring(0, set.indexOf(';'));
    assertThat(get("/api/events", "Cookie", cookie)).isEqualTo(200);
    assertThat(post("/api/sql", "Cookie", cookie, "Sec-Fetch-Site", "same-origin")).isEqualTo(200);
    assertThat(post("/api/sql", "Cookie", cookie, "Sec-Fetch-Site", "cross-site")).isEqualTo(403);
    assertThat(post("/api/sql", "Cookie", cookie, "Origin", "https://evil.example")).isEqualTo(403);
    assertThat(post("/logout", "Cookie", cookie, "Origin", "https://evil.example")).isEqualTo(403);

    assertThat(post("/logout", "Cookie", cookie)).isEqualTo(303);
    assertThat(get("/api/events", "Cookie", cookie)).isEqualTo(401);
  }

  /** The header is anybody's unless a proxy is there that writes it. */
  @Test
  void theCookieIsSecureBehindAProxyThatEndsTls() throws Exception {
    file.change(a -> a.with(user("ada", Rights.ADMIN)));
    open(SecurityConfig.defaults());
    assertThat(setCookies("https")).hasSize(2).noneMatch(GateTest::isSecure);
    open(config("tls_proxy", "true"));
    assertThat(setCookies("https")).hasSize(2).allMatch(GateTest::isSecure);
    assertThat(setCookies("http")).hasSize(2).noneMatch(GateTest::isSecure);
  }

  private static boolean isSecure(String cookie) {
    return cookie.toLowerCase(java.util.Locale.ROOT).contains("; secure");
  }

  private List<String> setCookies(String proto) throws Exception {
    return send(to(
                "/login",
                "Content-Type",
                "application/x-www-form-urlencoded",
                "X-Forwarded-Proto",
                proto)
            .POST(BodyPublishers.ofString("name=ada&password=" + PASSWORD.replace(" ", "+")))
            .build())
        .headers()
        .allValues("set-cookie");
  }

  /** Over plain HTTP to another machine browsers say only this of themselves. */
  @Test
  void aFormOfOursIsKnownByItsOriginAlone() throws Exception {
    file.change(a -> a.with(user("ada", Rights.ADMIN)));
    open(SecurityConfig.defaults());
    String ours = "http://localhost:" + port;
    assertThat(post("/logout", "Origin", ours)).isEqualTo(303);
    assertThat(post("/logout", "Origin", "null")).isEqualTo(403);
  }

  @Test
  void aSessionEndsWhenItsUserIsRemovedOrHasAnotherPassword() throws Exception {
    file.change(a -> a.with(user("ada", Rights.ADMIN)).with(user("rea", Rights.READER)));
    open(SecurityConfig.defaults());
    String cookie = cookie(signIn("rea", PASSWORD));
    assertThat(get("/api/events", "Cookie", cookie)).isEqualTo(200);

    file.change(a -> a.without("rea").with(new Accounts.User("rea", Rights.READER, "$2y$x")));
    nanos.addAndGet(SECOND);
    assertThat(get("/api/events", "Cookie", cookie)).isEqualTo(401);
  }

  /** Ten in a minute; the eleventh is not even looked at, and later there is one again. */
  @Test
  void passwordsCannotBeTriedForLong() throws Exception {
    file.change(a -> a.with(user("ada", Rights.ADMIN)));
    open(config("attempts_max", "3"));

    for (int i = 0; i < 3; i++) {
      assertThat(signIn("ada", "guess-number-" + i).statusCode()).isEqualTo(401);
    }
    HttpResponse<String> late = signIn("ada", PASSWORD);
    assertThat(late.statusCode()).isEqualTo(429);
    assertThat(late.headers().firstValue("retry-after")).hasValue("20");
    assertThat(get("/api/events", "Authorization", basic("ada", PASSWORD))).isEqualTo(429);
    nanos.addAndGet(20 * SECOND);
    assertThat(signIn("ada", PASSWORD).statusCode()).isEqualTo(303);
  }

  @Test
  void anAddressAsksNoMoreThanItMay() throws Exception {
    open(config("api_rate", "2"));
    for (int i = 0; i < 20; i++) { // ten seconds' worth at once
      assertThat(get("/api/events")).isEqualTo(200);
    }
    HttpResponse<String> late = send(to("/api/events").build());
    assertThat(late.statusCode()).isEqualTo(429);
    assertThat(late.headers().firstValue("retry-after")).hasValue("1");
    assertThat(late.body()).contains("security.api_rate");
    nanos.addAndGet(SECOND / 2);
    assertThat(get("/api/events")).isEqualTo(200);
    assertThat(get("/api/events")).isEqualTo(429);
  }

  /** Whoever removes or spoils the file does not open the door by it. */
  @Test
  void aFileThatIsGoneOrSpoiledLetsNobodyIn() throws Exception {
    file.change(a -> a.with(user("ada", Rights.ADMIN)));
    open(SecurityConfig.defaults());
    Files.writeString(file.path(), "{");
    nanos.addAndGet(SECOND);
    assertThat(get("/api/events")).isEqualTo(401);
    Files.delete(file.path());
    nanos.addAndGet(SECOND);
    assertThat(get("/api/events")).isEqualTo(401);
    assertThat(get("/api/events", "Authorization", basic("ada", PASSWORD))).isEqualTo(200);
  }

  @Test
  void signingInLeadsToNoOtherSite() {
    assertThat(Login.to("/docs")).isEqualTo("/docs");
    for (String to :
        List.of("//evil.example", "/\\evil.example", "https://evil.example", "", "/a\r\nb")) {
      assertThat(Login.to(to)).as(to).isEqualTo("/");
    }
    assertThat(LoginPage.form("/\"><script>", "<b>")).doesNotContain("<script>", "<b>");
  }

  private void open(SecurityConfig config) throws Exception {
    Gate gate = Gate.of(file, config, clock(), nanos::get);
    Router router = Router.router(vertx);
    SecurityHeaders.mount(router);
    gate.mount(router);
    router
        .route()
        .handler(BodyHandler.create(false))
        .handler(
            ctx -> ctx.response().end(ctx.body().asString() == null ? "" : ctx.body().asString()));
    HttpServer server = vertx.createHttpServer().requestHandler(router);
    port =
        server
            .listen(0, "localhost")
            .toCompletionStage()
            .toCompletableFuture()
            .get(20, TimeUnit.SECONDS)
            .actualPort();
  }

  private Clock clock() {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }

      @Override
      public Instant instant() {
        return Instant.EPOCH.plus(Duration.ofNanos(nanos.get()));
      }
    };
  }

  private static SecurityConfig config(String setting, String value) {
    return io.eventmill.pipeline.StageSettings.with(
        SecurityConfig.defaults(), "security", setting, value);
  }

  private static Accounts.User user(String name, Rights rights) {
    return new Accounts.User(name, rights, HASH);
  }

  private HttpRequest.Builder to(String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    return headers.length == 0 ? request : request.headers(headers);
  }

  private HttpResponse<String> send(HttpRequest request) throws Exception {
    return http.send(request, BodyHandlers.ofString());
  }

  private int get(String path, String... headers) throws Exception {
    return send(to(path, headers).build()).statusCode();
  }

  private int post(String path, String... headers) throws Exception {
    return send(to(path, headers).POST(BodyPublishers.ofString("{}")).build()).statusCode();
  }

  private HttpResponse<String> signIn(String name, String password) throws Exception {
    String form = "name=" + name + "&password=" + password.replace(" ", "+") + "&to=%2Fdocs";
    return send(
        to("/login", "Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build());
  }

  private static String cookie(HttpResponse<String> answer) {
    return answer.headers().firstValue("set-cookie").orElseThrow().replaceFirst(";.*", "");
  }

  private String raw(String host) throws IOException {
    try (Socket socket = new Socket("localhost", port)) {
      socket.setSoTimeout(20_000);
      String request =
          "GET /api/events HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  private static String basic(String name, String password) {
    return "Basic " + b64(name + ":" + password);
  }

  private static String b64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }
}
