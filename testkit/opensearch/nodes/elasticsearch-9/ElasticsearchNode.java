import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.elasticsearch.common.logging.LogConfigurator;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.node.Node;
import org.elasticsearch.plugins.PluginsLoader;

/**
 * One Elasticsearch in a folder, of the server's jars alone, until it is told to end. Run from its
 * source, on a later Java than the project's: folder, HTTP port, the jars of its HTTP module in one
 * argument, then settings as {@code name=value}.
 */
final class ElasticsearchNode {
  private static final String DESCRIPTION = "META-INF/es-plugins/transport-netty4/";

  public static void main(String[] args) throws Exception {
    Path home = Path.of(args[0]);
    module(home.resolve("modules").resolve("transport-netty4"), args[2].split(":"));
    Files.createDirectories(home.resolve("config"));
    Settings.Builder settings =
        Settings.builder()
            .put("path.home", home.toString())
            .put("cluster.name", "eventmill-test")
            .put("node.name", "node-1")
            .put("discovery.type", "single-node")
            .put("http.port", args[1])
            .put("transport.port", "0")
            .put("cluster.routing.allocation.disk.threshold_enabled", false);
    for (int i = 3; i < args.length; i++) {
      int equals = args[i].indexOf('=');
      settings.put(args[i].substring(0, equals), args[i].substring(equals + 1));
    }
    LogConfigurator.configureESLogging();
    Environment environment = new Environment(settings.build(), home.resolve("config"));
    PluginsLoader plugins =
        PluginsLoader.createPluginsLoader(
            PluginsLoader.loadModulesBundles(home.resolve("modules"), false), Set.of(), Map.of());
    Node node = new Node(environment, plugins);
    node.start();
    System.out.println("the node runs");
    Thread.sleep(Long.MAX_VALUE);
  }

  /** A module is a folder of jars with its description, which its own jar has inside. */
  private static void module(Path folder, String[] jars) throws IOException {
    Files.createDirectories(folder);
    for (String jar : jars) {
      Path from = Path.of(jar);
      Files.copy(
          from, folder.resolve(from.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      try (InputStream in = Files.newInputStream(from);
          ZipInputStream zip = new ZipInputStream(in)) {
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
          if (entry.getName().startsWith(DESCRIPTION) && !entry.isDirectory()) {
            Files.copy(
                zip,
                folder.resolve(entry.getName().substring(DESCRIPTION.length())),
                StandardCopyOption.REPLACE_EXISTING);
          }
        }
      }
    }
  }
}
