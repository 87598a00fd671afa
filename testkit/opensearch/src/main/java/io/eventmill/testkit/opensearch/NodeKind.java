package io.eventmill.testkit.opensearch;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Which node the tests run on: {@code -Dsearch.node=opensearch-2} (when nobody says otherwise),
 * {@code opensearch-3} or {@code elasticsearch-9}. The last two run on a later Java than the
 * project: {@code -Dsearch.node.java=} names the folder of a JDK 21 or later, and their jars are
 * fetched the first time.
 */
enum NodeKind {
  OPENSEARCH_2 {
    @Override
    List<String> command(Path folder, int port) {
      List<String> command = java(Path.of(System.getProperty("java.home")));
      command.add("-XX:TieredStopAtLevel=1");
      command.addAll(List.of("-cp", ownClassPath(), NodeProcess.class.getName()));
      return with(command, folder, port);
    }
  },

  OPENSEARCH_3 {
    @Override
    List<String> command(Path folder, int port) {
      List<String> command = java(laterJava());
      command.addAll(List.of("-cp", jars("opensearch-3")));
      command.add(
          root()
              .resolve("testkit/opensearch/src/main/java")
              .resolve(NodeProcess.class.getName().replace('.', '/') + ".java")
              .toString());
      return with(command, folder, port);
    }
  },

  ELASTICSEARCH_9 {
    @Override
    List<String> command(Path folder, int port) {
      List<String> server = new ArrayList<>();
      List<String> http = new ArrayList<>();
      for (String jar : jars("elasticsearch-9").split(File.pathSeparator)) {
        String name = Path.of(jar).getFileName().toString();
        boolean ofHttp = name.matches("(transport-netty4|netty-|elasticsearch-ssl-config).*");
        (ofHttp ? http : server).add(jar);
      }
      List<String> command = java(laterJava());
      command.add(
          "--enable-native-access=ALL-UNNAMED,org.elasticsearch.nativeaccess,org.apache.lucene.core");
      command.add("--add-modules=jdk.net,jdk.management.agent,ALL-MODULE-PATH");
      // no vectors here: without their library it would do without all native ones, zstd among them
      command.add("-Dorg.elasticsearch.nativeaccess.enableVectorLibrary=false");
      command.add("-Des.nativelibs.path=" + nativeLibraries(folder));
      command.addAll(List.of("-p", String.join(File.pathSeparator, server)));
      command.add(
          root()
              .resolve("testkit/opensearch/nodes/elasticsearch-9/ElasticsearchNode.java")
              .toString());
      with(command, folder, port).add(String.join(":", http));
      return command;
    }
  };

  static NodeKind asked() {
    String name = System.getProperty("search.node", "opensearch-2");
    for (NodeKind kind : values()) {
      if (kind.name().replace('_', '-').equalsIgnoreCase(name)) {
        return kind;
      }
    }
    throw new IllegalArgumentException(
        "-Dsearch.node is " + name + "; expected opensearch-2, opensearch-3 or elasticsearch-9");
  }

  /** What starts it; settings are to follow as {@code name=value}. */
  abstract List<String> command(Path folder, int port);

  private static List<String> java(Path home) {
    return new ArrayList<>(
        List.of(home.resolve("bin/java").toString(), "-Xmx768m", "-XX:+UseSerialGC"));
  }

  private static List<String> with(List<String> command, Path folder, int port) {
    command.addAll(List.of(folder.toString(), Integer.toString(port)));
    return command;
  }

  /** Its codec best_compression wants zstd, which its distribution has and its jars have not. */
  private static Path nativeLibraries(Path folder) {
    Path libraries = folder.resolve("native");
    Path link = libraries.resolve("libzstd.so");
    try (var found =
        Files.find(Path.of("/usr/lib"), 2, (file, is) -> file.endsWith("libzstd.so.1"))) {
      Path zstd =
          found
              .findFirst()
              .orElseThrow(() -> new IllegalStateException("no libzstd.so.1 under /usr/lib"));
      Files.createDirectories(libraries);
      if (!Files.exists(link)) {
        Files.createSymbolicLink(link, zstd);
      }
      return libraries;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path laterJava() {
    String home = System.getProperty("search.node.java");
    if (home == null) {
      throw new IllegalArgumentException(
          "-Dsearch.node.java is missing; this node needs the folder of a JDK 21 or later");
    }
    return Path.of(home);
  }

  private static String ownClassPath() {
    try (InputStream in = NodeKind.class.getResourceAsStream("/opensearch-node.classpath")) {
      Path own =
          Path.of(NodeKind.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      String libraries = new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
      return own + File.pathSeparator + libraries;
    } catch (IOException | java.net.URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Jars of another version cannot stand among the project's; Maven is asked for them. */
  private static String jars(String node) {
    try {
      Path list = Files.createTempFile("node", ".classpath");
      Process maven =
          new ProcessBuilder(
                  root().resolve("mvnw").toString(),
                  "-q",
                  "-B",
                  "-f",
                  root().resolve("testkit/opensearch/nodes/" + node + "/pom.xml").toString(),
                  "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath",
                  "-Dmdep.outputFile=" + list)
              .redirectErrorStream(true)
              .start();
      String said = new String(maven.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!maven.waitFor(10, TimeUnit.MINUTES) || maven.exitValue() != 0) {
        throw new IllegalStateException("the jars of " + node + " cannot be had: " + said);
      }
      return Files.readString(list).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("mvnw"))) {
      folder = folder.getParent();
    }
    return folder;
  }
}
