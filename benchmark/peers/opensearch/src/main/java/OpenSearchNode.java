import org.codelibs.opensearch.runner.OpenSearchRunner;

/** One node. Arguments: folder, HTTP port. */
public final class OpenSearchNode {
  private OpenSearchNode() {}

  public static void main(String[] args) throws InterruptedException {
    OpenSearchRunner node = new OpenSearchRunner();
    node.onBuild(
            (number, settings) -> {
              settings.put("discovery.type", "single-node");
              settings.put("http.port", args[1]);
              settings.put("transport.port", "0");
              settings.put("cluster.routing.allocation.disk.threshold_enabled", false);
            })
        .build(
            OpenSearchRunner.newConfigs()
                .basePath(args[0])
                .clusterName("bench")
                .numOfNode(1)
                .useLogger());
    Thread.sleep(Long.MAX_VALUE);
  }
}
