package io.eventmill.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.app.security.Accounts;
import io.eventmill.app.security.AccountsFile;
import io.eventmill.app.security.Certificates;
import io.eventmill.app.security.Passwords;
import io.eventmill.app.security.Rights;
import io.eventmill.app.security.TokenText;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that others can reach: what it asks before it starts, and of whom it takes what. */
class SecurityIT {
  private static final String KEY = "wk-5d1e0c9f7a6b-83";
  private static final String PASSWORD = "a phrase of some length 4711";
  private static final String PIPELINE =
      """
      name: guarded
      sources:
        guarded:
          event: {id: /event_id, type: /event_type, time: /event_timestamp}
          intake: {keys_file: keys, origins: [https://shop.example]}
      """;

  @TempDir private Path folder;

  @Test
  void doesNotListenForOthersWithoutAnAdminAndWriteKeys() throws Exception {
    Cli refused =
        Cli.run(
            "run",
            "pipelines/web-events",
            "--host",
            "0.0.0.0",
            "--port",
            "0",
            "--data",
            folder.resolve("d").toString());

    assertThat(refused.exit()).as(refused.output()).isEqualTo(2);
    assertThat(refused.output())
        .contains("--host 0.0.0.0 lets others in, and these are missing:")
        .contains("an admin: ./eventmill users add NAME --role admin --data")
        .contains("write keys of source 'web': sources.web.intake.keys_env")
        .contains("--let-everybody-in");
  }

  @Test
  void takesFromWhoHasAKeyTellsWhoMayAskAndKeepsEverySecretToItself() throws Exception {
    Path data = folder.resolve("d");
    Path pipeline = Files.createDirectory(folder.resolve("p"));
    Files.writeString(pipeline.resolve("pipeline.yaml"), PIPELINE);
    Files.writeString(pipeline.resolve("keys"), KEY + "\n");
    Path tls = folder.resolve("tls");
    Certificates.make(tls, List.of("localhost"), Clock.systemUTC());
    String admin = TokenText.random();
    String reader = TokenText.random();
    Accounts.User ada = new Accounts.User("ada", Rights.ADMIN, Passwords.hash(PASSWORD));
    AccountsFile.in(data)
        .change(
            a ->
                a.with(ada)
                    .with(new Accounts.Token("a", Rights.ADMIN, TokenText.hash(admin), null))
                    .with(new Accounts.Token("r", Rights.READER, TokenText.hash(reader), null)));
    HttpClient client = HttpClient.newBuilder().sslContext(trusting(tls)).build();
    try (RunningMill mill =
        RunningMill.start(
            data,
            "run",
            pipeline.toString(),
            "--host",
            "0.0.0.0",
            "--tls-cert",
            tls.resolve("server.pem").toString(),
            "--tls-key",
            tls.resolve("server-key.pem").toString(),
            "--log-level",
            "trace")) {
      assertThat(mill.url("").toString()).startsWith("https://localhost:");
      assertThat(Listeners.of(mill.pid()).everywhere())
          .containsExactlyInAnyOrder(mill.url("").getPort(), mill.sideUrl("").getPort());
      String event =
          "{\"event_id\":\"s-1\",\"event_type\":\"t\",\"event_timestamp\":\"2026-11-20T10:00:00Z\","
              + "\"write_key\":\""
              + KEY
              + "\"}";
      assertThat(post(client, mill, "/collect/guarded", event).statusCode()).isEqualTo(200);
      assertThat(post(client, mill, "/collect/guarded", "{}").statusCode()).isEqualTo(401);
      assertThat(
              post(client, mill, "/collect/guarded", "{}", "X-Write-Key", KEY + "x").statusCode())
          .isEqualTo(403);
      assertThat(get(client, mill, "/api/events").statusCode()).isEqualTo(401);
      RunningMill.until(
          Duration.ofSeconds(60),
          "the event to be stored",
          () -> asked(client, mill, "/api/events/s-1", reader).contains("\"t\""));
      assertThat(
              post(client, mill, "/api/sql", "{}", "Authorization", "Bearer " + reader)
                  .statusCode())
          .isEqualTo(403);
      String sql = "{\"sql\":\"SELECT count(*) FROM events\"}";
      String[] bearer = {"Authorization", "Bearer " + admin, "Content-Type", "application/json"};
      assertThat(post(client, mill, "/api/sql", sql, bearer).statusCode()).isEqualTo(200);

      SignedInBrowser.looksAtAllPages(mill.url("").toString(), "ada", PASSWORD);

      Cli audit =
          Cli.shell(
              "EVENTMILL_TOKEN=%s ./eventmill audit --to %s --ca %s"
                  .formatted(reader, mill.url(""), tls.resolve("ca.pem")));
      assertThat(audit.output()).contains("guarded").doesNotContain("Sign in");
      StringBuilder shown = new StringBuilder(mill.output()).append(audit.output());
      for (String path : List.of("/api/events", "/api/pipelines/guarded", "/health/ready")) {
        shown.append(asked(client, mill, path, admin));
      }
      HttpRequest.Builder metrics = HttpRequest.newBuilder(mill.sideUrl("/metrics"));
      assertThat(client.send(metrics.build(), BodyHandlers.ofString()).statusCode()).isEqualTo(401);
      metrics.header("Authorization", "Bearer " + reader);
      shown.append(client.send(metrics.build(), BodyHandlers.ofString()).body());
      try (Stream<Path> logs = Files.walk(data.resolve("logs"))) {
        for (Path log : logs.filter(Files::isRegularFile).toList()) {
          shown.append(Files.readString(log));
        }
      }
      shown.append(Cli.run("check", pipeline.toString()).output());
      assertThat(shown.toString())
          .contains("write_key_wrong", "guarded", "POST /api/sql by a")
          .doesNotContain(KEY, PASSWORD, admin, reader, ada.password(), "PRIVATE KEY");
    }
  }

  private static String asked(HttpClient client, RunningMill mill, String path, String token) {
    try {
      return get(client, mill, path, "Authorization", "Bearer " + token).body();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static HttpResponse<String> get(
      HttpClient client, RunningMill mill, String path, String... headers) throws Exception {
    return client.send(to(mill, path, headers).build(), BodyHandlers.ofString());
  }

  private static HttpResponse<String> post(
      HttpClient client, RunningMill mill, String path, String body, String... headers)
      throws Exception {
    HttpRequest request = to(mill, path, headers).POST(BodyPublishers.ofString(body)).build();
    return client.send(request, BodyHandlers.ofString());
  }

  private static HttpRequest.Builder to(RunningMill mill, String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(mill.url(path));
    return headers.length == 0 ? request : request.headers(headers);
  }

  private static SSLContext trusting(Path tls) throws Exception {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (InputStream ca = Files.newInputStream(tls.resolve("ca.pem"))) {
      store.setCertificateEntry(
          "ca", CertificateFactory.getInstance("X.509").generateCertificate(ca));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
