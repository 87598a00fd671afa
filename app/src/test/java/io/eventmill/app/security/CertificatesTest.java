package io.eventmill.app.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventmill.app.Main;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server with a certificate of its own authority, asked over real TLS. */
class CertificatesTest {
  @TempDir private Path folder;

  @Test
  void clientsThatTrustTheAuthorityGetInAndOthersDoNot() throws Exception {
    Path ours = folder.resolve("ours");
    Path others = folder.resolve("others");
    assertThat(Main.run("certificates", ours.toString())).isZero();
    assertThat(Main.run("certificates", others.toString())).isZero();
    Listening at =
        new Listening(
            "localhost", false, ours.resolve("server.pem"), ours.resolve("server-key.pem"));
    Vertx vertx = Vertx.vertx();
    try {
      int port =
          vertx
              .createHttpServer(at.of(new HttpServerOptions()).setPort(0))
              .requestHandler(r -> r.response().end(r.isSSL() + ""))
              .listen()
              .toCompletionStage()
              .toCompletableFuture()
              .get(20, TimeUnit.SECONDS)
              .actualPort();

      assertThat(at.url(port)).isEqualTo("https://localhost:" + port);
      assertThat(ask(trusting(ours), at.url(port)).body()).isEqualTo("true");
      assertThat(ask(trusting(ours), "https://127.0.0.1:" + port).statusCode()).isEqualTo(200);
      assertThatThrownBy(() -> ask(trusting(others), at.url(port)))
          .isInstanceOf(SSLException.class);
      assertThatThrownBy(() -> ask(HttpClient.newHttpClient(), at.url(port)))
          .isInstanceOf(SSLException.class);
      assertThatThrownBy(() -> ask(HttpClient.newHttpClient(), "http://localhost:" + port))
          .isInstanceOf(IOException.class);
      SSLParameters old = new SSLParameters();
      old.setProtocols(new String[] {"TLSv1.1"});
      HttpClient oldClient =
          HttpClient.newBuilder().sslContext(context(ours)).sslParameters(old).build();
      assertThatThrownBy(() -> ask(oldClient, at.url(port))).isInstanceOf(IOException.class);
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
  }

  @Test
  void aSecondTimeChangesNothing() throws Exception {
    Path files = folder.resolve("tls");
    assertThat(Main.run("certificates", files.toString(), "--name", "events.example")).isZero();
    String before = Files.readString(files.resolve("server.pem"));
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(files.resolve("server-key.pem"))))
        .isEqualTo("rw-------");

    assertThat(Main.run("certificates", files.toString())).isZero();
    assertThat(Files.readString(files.resolve("server.pem"))).isEqualTo(before);
    Files.delete(files.resolve("ca.pem"));
    assertThat(Main.run("certificates", files.toString())).isEqualTo(2);
  }

  @Test
  void halfOfACertificateIsRefused() {
    Path there = folder;
    assertThatThrownBy(() -> new Listening("localhost", false, there, null))
        .hasMessageContaining("--tls-key");
    Path absent = folder.resolve("absent.pem");
    assertThatThrownBy(() -> new Listening("localhost", false, absent, absent))
        .hasMessageContaining("absent.pem cannot be read");
    assertThat(Listening.local().isLocal()).isTrue();
    assertThat(new Listening("127.0.0.1", false, null, null).isLocal()).isTrue();
    assertThat(new Listening("0.0.0.0", false, null, null).isLocal()).isFalse();
    assertThat(new Listening("::", false, null, null).isLocal()).isFalse();
  }

  private static HttpClient trusting(Path files) throws Exception {
    return HttpClient.newBuilder().sslContext(context(files)).build();
  }

  private static SSLContext context(Path files) throws Exception {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (InputStream ca = Files.newInputStream(files.resolve("ca.pem"))) {
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

  private static HttpResponse<String> ask(HttpClient client, String url) throws Exception {
    return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
  }
}
