package io.eventmill.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An S3 store in a process of its own, and what stands in it, asked with curl's signed requests.
 */
final class S3ProxyProcess implements AutoCloseable {
  private static final Path JAR = Path.of("target/servers/s3proxy.jar");
  private static final Pattern KEY = Pattern.compile("<Key>([^<]*)</Key>");

  private final Process process;
  private final String url;

  private S3ProxyProcess(Process process, String url) {
    this.process = process;
    this.url = url;
  }

  static S3ProxyProcess start(Path dir) throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    String url = "http://127.0.0.1:" + port;
    Path store = Files.createDirectories(dir.resolve("store"));
    Path settings =
        Files.writeString(
            dir.resolve("s3proxy.conf"),
            """
            s3proxy.endpoint=%s
            s3proxy.authorization=aws-v2-or-v4
            s3proxy.identity=test
            s3proxy.credential=testsecret
            jclouds.provider=filesystem-nio2
            jclouds.identity=x
            jclouds.credential=y
            jclouds.filesystem.basedir=%s
            """
                .formatted(url, store));
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process =
        new ProcessBuilder(
                java, "-Xmx256m", "-jar", JAR.toString(), "--properties", settings.toString())
            .redirectErrorStream(true)
            .redirectOutput(dir.resolve("s3proxy.log").toFile())
            .start();
    S3ProxyProcess proxy = new S3ProxyProcess(process, url);
    for (int tries = 0; !proxy.curl("-X", "PUT", url + "/lake").ok(); tries++) {
      assertThat(tries).as(Files.readString(dir.resolve("s3proxy.log"))).isLessThan(300);
      Thread.sleep(100);
    }
    return proxy;
  }

  Map<String, String> fileSystem() {
    return Map.of(
        "s3.endpoint", url,
        "s3.region", "us-east-1",
        "s3.path-style-access", "true",
        "s3.access-key", "test",
        "s3.secret-key", "testsecret");
  }

  /** Names of the objects in the bucket {@code lake}, up to a thousand. */
  List<String> keys() throws Exception {
    Answer answer = curl(url + "/lake?list-type=2");
    assertThat(answer.ok()).as(answer.text()).isTrue();
    assertThat(answer.text()).contains("<IsTruncated>false</IsTruncated>");
    List<String> keys = new ArrayList<>();
    Matcher found = KEY.matcher(answer.text());
    while (found.find()) {
      keys.add(found.group(1));
    }
    return keys;
  }

  /** Fetches an object. */
  void get(String key, Path to) throws Exception {
    Files.createDirectories(to.getParent());
    assertThat(curl("-o", to.toString(), url + "/lake/" + key).ok()).as(key).isTrue();
  }

  private record Answer(boolean ok, String text) {}

  private Answer curl(String... args) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("curl", "-sSf", "--aws-sigv4"));
    command.addAll(List.of("aws:amz:us-east-1:s3", "--user", "test:testsecret"));
    command.addAll(List.of("-H", "x-amz-content-sha256: UNSIGNED-PAYLOAD"));
    command.addAll(List.of(args));
    Process curl = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text = new String(curl.getInputStream().readAllBytes(), UTF_8);
    return new Answer(curl.waitFor() == 0, text);
  }

  @Override
  public void close() throws Exception {
    process.destroy();
    process.waitFor(5, TimeUnit.SECONDS);
    process.destroyForcibly();
  }
}
