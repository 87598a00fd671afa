package io.eventmill.app.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventmill.app.Main;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users and tokens by the command line, and what stands in the file then. */
class AccountsFileTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private PrintStream stdout;
  private PrintStream stderr;
  private InputStream stdin;
  @TempDir private Path data;

  @BeforeEach
  void listen() {
    stdout = System.out;
    stderr = System.err;
    stdin = System.in;
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(out, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void restore() {
    System.setOut(stdout);
    System.setErr(stderr);
    System.setIn(stdin);
  }

  @Test
  void holdsHashesOnlyAndIsItsOwnersAlone() throws Exception {
    assertThat(addUser("a long enough secret phrase", "ada", "admin")).isZero();
    String token = tokenAdded("ci", "reader");

    Path file = data.resolve("accounts.json");
    String text = Files.readString(file);
    assertThat(text).contains("\"ada\"", "$2", "\"ci\"").doesNotContain("phrase", token);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    Accounts accounts = AccountsFile.in(data).read();
    String hash = accounts.user("ada").orElseThrow().password();
    assertThat(Passwords.isRight("a long enough secret phrase", hash)).isTrue();
    assertThat(Passwords.isRight("a long enough secret phrasE", hash)).isFalse();
    assertThat(accounts.tokens().get(0).hash()).isEqualTo(TokenText.hash(token));
    assertThat(said()).doesNotContain("phrase");

    assertThat(run("users", "remove", "ada")).isZero();
    assertThat(run("tokens", "revoke", "ci")).isZero();
    assertThat(AccountsFile.in(data).read().areNone()).isTrue();
    assertThat(run("tokens", "revoke", "ci")).isEqualTo(2);
  }

  /** Eleven characters are one too few, 73 bytes one too many. */
  @Test
  void emptyShortAndKnownPasswordsAreRefusedAndNotShown() throws Exception {
    refused("", "is empty");
    refused("j4k2-b9xq-w", "has 11 characters, at least 12");
    refused("changeme-changeme", "is one that everybody knows");
    refused("Password1234567", "is one that everybody knows");
    refused("pq7".repeat(24) + "r", "has more than 72 bytes");
    assertThat(AccountsFile.in(data).read().areNone()).isTrue();
    assertThat(addUser("pq7".repeat(24), "ada", "reader")).isZero();
    assertThat(addUser("j4k2-b9xq-w8", "ada", "reader")).isZero();
  }

  @Test
  void aFileThatIsNotOursIsAnErrorWithoutItsContent() throws Exception {
    Files.writeString(data.resolve("accounts.json"), "{\"users\":[{\"password\":\"geheim\",}]}");
    assertThatThrownBy(() -> AccountsFile.in(data).read())
        .hasMessageContaining("accounts.json is not what")
        .hasMessageNotContaining("geheim");
  }

  private void refused(String password, String why) throws Exception {
    out.reset();
    assertThat(addUser(password, "ada", "admin")).as(why).isEqualTo(2);
    assertThat(said()).contains("the password " + why);
    if (!password.isEmpty()) {
      assertThat(said()).doesNotContain(password);
    }
  }

  private int addUser(String password, String name, String role) {
    System.setIn(new ByteArrayInputStream((password + "\n").getBytes(StandardCharsets.UTF_8)));
    return run("users", "add", name, "--role", role);
  }

  private String tokenAdded(String name, String role) {
    out.reset();
    assertThat(run("tokens", "add", name, "--role", role)).isZero();
    String token = said().strip();
    assertThat(token).startsWith("emt_").hasSize(47);
    out.reset();
    return token;
  }

  private int run(String... args) {
    String[] all = java.util.Arrays.copyOf(args, args.length + 2);
    all[args.length] = "--data";
    all[args.length + 1] = data.toString();
    return Main.run(all);
  }

  private String said() {
    return out.toString(StandardCharsets.UTF_8);
  }
}
