package io.eventmill.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** S3Proxy over a folder, a store in a process of its own. */
record S3ProxyProcess(Process process, S3Bucket bucket) implements AutoCloseable {
  private static final Path JAR = Path.of("target/servers/s3proxy.jar");

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
    S3Bucket bucket = new S3Bucket(url);
    for (int tries = 0; !bucket.make(); tries++) {
      assertThat(tries).as(Files.readString(dir.resolve("s3proxy.log"))).isLessThan(300);
      Thread.sleep(100);
    }
    return new S3ProxyProcess(process, bucket);
  }

  @Override
  public void close() throws Exception {
    process.destroy();
    process.waitFor(5, TimeUnit.SECONDS);
    process.destroyForcibly();
  }
}
