package io.eventmill.testkit.opensearch;

import java.nio.file.Path;
import org.codelibs.opensearch.runner.OpenSearchRunner;

/** The node's own process: one OpenSearch in a folder, until it is told to end. */
final class NodeProcess {
  private NodeProcess() {}

  /**
   * @param args folder, HTTP port, then settings as {@code name=value}
   */
  public static void main(String[] args) throws InterruptedException {
    OpenSearchRunner node = new OpenSearchRunner();
    node.onBuild(
            (number, settings) -> {
              settings.put("discovery.type", "single-node");
              settings.put("http.port", args[1]);
              settings.put("transport.port", "0");
              settings.put("cluster.routing.allocation.disk.threshold_enabled", false);
              for (int i = 2; i < args.length; i++) {
                int equals = args[i].indexOf('=');
                settings.put(args[i].substring(0, equals), args[i].substring(equals + 1));
              }
            })
        .build(
            OpenSearchRunner.newConfigs()
                .basePath(Path.of(args[0]).toString())
                .clusterName("eventmill-test")
                .numOfNode(1)
                .useLogger());
    System.out.println("the node runs");
    Thread.sleep(Long.MAX_VALUE);
  }
}
