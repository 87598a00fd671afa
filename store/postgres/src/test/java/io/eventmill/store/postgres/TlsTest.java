package io.eventmill.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventmill.store.StoreUnavailableException;
import io.eventmill.store.postgres.PostgresConfig.Tls;
import io.eventmill.testkit.PostgresUnderTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server's certificate must come from the authority that is named, and be for its host. */
class TlsTest {
  private static final String PASSWORD = "changeit";
  @TempDir Path folder;

  @Test
  void onlyTheNamedAuthorityIsTrusted() throws Exception {
    Path ours = certificate("ours", "localhost");
    Path other = certificate("other", "localhost");
    try (PostgresUnderTest postgres = withTls(ours)) {
      PostgresStore.open(config(postgres, Tls.Mode.VERIFY_FULL, ours)).close();
      PostgresStore.open(config(postgres, Tls.Mode.VERIFY_CA, ours)).close();
      PostgresStore.open(config(postgres, Tls.Mode.REQUIRE, null)).close();

      for (Tls.Mode mode : new Tls.Mode[] {Tls.Mode.VERIFY_CA, Tls.Mode.VERIFY_FULL}) {
        assertThatThrownBy(() -> PostgresStore.open(config(postgres, mode, other)))
            .isInstanceOf(StoreUnavailableException.class)
            .hasMessageContaining("SSL");
      }
    }
  }

  @Test
  void aCertificateForAnotherHostIsRefused() throws Exception {
    Path elsewhere = certificate("elsewhere", "db.example");
    try (PostgresUnderTest postgres = withTls(elsewhere)) {
      assertThatThrownBy(
              () -> PostgresStore.open(config(postgres, Tls.Mode.VERIFY_FULL, elsewhere)))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining("localhost");
      PostgresStore.open(config(postgres, Tls.Mode.VERIFY_CA, elsewhere)).close();
    }
  }

  @Test
  void aServerWithoutTlsIsRefusedWhereItIsRequired() {
    try (PostgresUnderTest postgres = PostgresUnderTest.start(folder.resolve("plain"))) {
      assertThatThrownBy(() -> PostgresStore.open(config(postgres, Tls.Mode.REQUIRE, null)))
          .hasMessageContaining("SSL");
      assertThatThrownBy(() -> new Tls(Tls.Mode.VERIFY_FULL, null))
          .hasMessageContaining("postgres.tls.root_certificate");
      assertThat(Tls.Mode.VERIFY_FULL).hasToString("verify-full");
    }
  }

  /** The password is that of an environment variable; these two are there on every machine. */
  @Test
  void aPasswordIsNeededAndOnlyTheRightOneWillDo() throws Exception {
    String right = "PATH";
    String wrong = "HOME";
    try (PostgresUnderTest postgres = withTls(certificate("login", "localhost"))) {
      for (String kind : new String[] {"scram-sha-256", "md5"}) {
        String user = kind.equals("md5") ? "shop_md5" : "shop";
        postgres.execute(
            "SET password_encryption = '"
                + kind
                + "';"
                + "CREATE ROLE "
                + user
                + " LOGIN PASSWORD '"
                + System.getenv(right).replace("'", "''")
                + "'",
            "GRANT ALL ON DATABASE postgres TO " + user);
      }
      postgres.execute("GRANT shop TO shop_md5"); // both use the same tables
      Files.writeString(
          postgres.dataFolder().resolve("pg_hba.conf"),
          """
          hostssl all shop     all scram-sha-256
          hostssl all shop_md5 all md5
          host    all postgres all trust
          """);
      postgres.execute("SELECT pg_reload_conf()");

      for (String user : new String[] {"shop", "shop_md5"}) {
        try (PostgresStore store = PostgresStore.open(login(postgres, user, right, "require"))) {
          assertThat(store.writer().positions("any")).isEmpty();
        }
        assertThatThrownBy(() -> PostgresStore.open(login(postgres, user, wrong, "require")))
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("password authentication failed for user \"" + user + "\"")
            .hasMessageNotContaining(System.getenv(wrong));
        assertThatThrownBy(() -> PostgresStore.open(login(postgres, user, null, "require")))
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("password");
        assertThatThrownBy(() -> PostgresStore.open(login(postgres, user, right, "disable")))
            .as("the server lets nobody in without TLS")
            .hasMessageContaining("pg_hba.conf");
      }
    }
  }

  private static PostgresConfig login(
      PostgresUnderTest postgres, String user, String passwordEnv, String mode) {
    Tls tls = new Tls(Tls.Mode.valueOf(mode.toUpperCase(java.util.Locale.ROOT)), null);
    return PostgresConfig.at(postgres.url(), user, passwordEnv, "of_" + user, tls);
  }

  private PostgresUnderTest withTls(Path certificate) {
    return PostgresUnderTest.start(
        folder.resolve(certificate.getFileName() + "-server"),
        Map.of(
            "ssl", "on",
            "ssl_cert_file", certificate.toString(),
            "ssl_key_file",
                certificate.resolveSibling(certificate.getFileName() + ".key").toString()));
  }

  private static PostgresConfig config(PostgresUnderTest postgres, Tls.Mode mode, Path root) {
    Tls tls = new Tls(mode, root == null ? null : root.toString());
    return PostgresConfig.at(postgres.url(), "postgres", null, "commerce", tls);
  }

  /** Made by the JDK's own tool, its own authority; the key lies beside it. */
  private Path certificate(String name, String host) throws Exception {
    Path store = folder.resolve(name + ".p12");
    run(
        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
        "-genkeypair",
        "-keyalg",
        "RSA",
        "-keysize",
        "2048",
        "-alias",
        "it",
        "-dname",
        "CN=" + host,
        "-ext",
        "SAN=dns:" + host,
        "-ext",
        "BC=ca:true",
        "-validity",
        "2",
        "-keystore",
        store.toString(),
        "-storetype",
        "PKCS12",
        "-storepass",
        PASSWORD);
    KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    Certificate certificate = keys.getCertificate("it");
    Path pem = folder.resolve(name);
    Files.writeString(pem, pem("CERTIFICATE", certificate.getEncoded()));
    Path key = folder.resolve(name + ".key");
    Files.writeString(
        key, pem("PRIVATE KEY", keys.getKey("it", PASSWORD.toCharArray()).getEncoded()));
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    return pem;
  }

  private static String pem(String what, byte[] bytes) {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    return "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n";
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).inheritIO().start();
    assertThat(process.waitFor()).isZero();
  }
}
