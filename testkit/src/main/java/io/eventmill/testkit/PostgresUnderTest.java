package io.eventmill.testkit;

import static org.junit.jupiter.api.Assumptions.abort;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A real PostgreSQL in a folder, on a port of its own, that can be stopped, killed and started
 * again. Its binaries come as a Maven artifact for Linux; elsewhere the test is skipped aloud.
 */
public final class PostgresUnderTest implements AutoCloseable {
  private final Path folder;
  private final int port;
  private final Map<String, String> settings;
  private EmbeddedPostgres server;

  private PostgresUnderTest(Path folder, Map<String, String> settings) {
    this.folder = folder;
    this.settings = new LinkedHashMap<>(settings);
    try (ServerSocket free = new ServerSocket(0)) {
      this.port = free.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static PostgresUnderTest start(Path folder) {
    return start(folder, Map.of());
  }

  /**
   * @param settings of the server, e.g. {@code ssl = on}
   */
  public static PostgresUnderTest start(Path folder, Map<String, String> settings) {
    PostgresUnderTest postgres = new PostgresUnderTest(folder, settings);
    postgres.start();
    return postgres;
  }

  /** Starts it on the data and the port it had. */
  public void start() {
    try {
      EmbeddedPostgres.Builder builder =
          EmbeddedPostgres.builder()
              .setPort(port)
              .setDataDirectory(folder.resolve("data"))
              .setCleanDataDirectory(false)
              .setOverrideWorkingDirectory(folder.resolve("binaries").toFile())
              .setPGStartupWait(Duration.ofSeconds(60))
              .setServerConfig("synchronous_commit", "on"); // what is committed outlives a kill
      settings.forEach(builder::setServerConfig);
      server = builder.start();
    } catch (IOException | IllegalStateException e) {
      String otherwise = "no PostgreSQL can be started here: " + e;
      if (System.getenv("CI") != null) {
        throw new AssertionError(otherwise, e);
      }
      System.err.println("SKIPPED: " + otherwise);
      abort(otherwise);
    }
  }

  /** As an administrator would: what runs is broken off, what was committed is on disk. */
  public void stop() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SIGKILL to the server and all its processes: nothing is closed, nothing flushed. */
  public void kill() {
    try {
      long pid =
          Long.parseLong(
              Files.readAllLines(folder.resolve("data").resolve("postmaster.pid")).get(0));
      ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
      ProcessHandle[] children = postmaster.descendants().toArray(ProcessHandle[]::new);
      postmaster.destroyForcibly();
      for (ProcessHandle child : children) {
        child.destroyForcibly();
      }
      postmaster.onExit().join();
      for (ProcessHandle child : children) {
        child.onExit().join(); // it still holds the shared memory
      }
      letGo();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of the lock on the folder, which the next start takes. */
  private void letGo() {
    try {
      server.close();
    } catch (IOException | IllegalStateException e) {
      // there is nothing left to stop
    }
  }

  /** For the user {@code postgres}, who needs no password. */
  public String url() {
    return "jdbc:postgresql://localhost:" + port + "/postgres";
  }

  public int port() {
    return port;
  }

  public Path dataFolder() {
    return folder.resolve("data");
  }

  /** Runs statements as the administrator. */
  public void execute(String... statements) {
    try (Connection connection = DriverManager.getConnection(url(), "postgres", null);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    stop();
  }
}
