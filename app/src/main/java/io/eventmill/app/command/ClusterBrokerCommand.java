package io.eventmill.app.command;

import io.eventmill.topics.broker.ClusterBroker;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** One broker of {@code eventmill cluster}; not for typing. */
@Command(name = "cluster-broker", hidden = true)
public final class ClusterBrokerCommand implements Callable<Integer> {
  @Parameters(index = "0")
  private Path data;

  @Parameters(index = "1")
  private int number;

  @Parameters(index = "2")
  private String clusterId;

  @Parameters(index = "3", split = ",")
  private List<Integer> ports;

  @Parameters(index = "4", split = ",")
  private List<Integer> controllerPorts;

  @Override
  public Integer call() throws Exception {
    var place =
        new ClusterBroker.Place(data.resolve("log"), number, clusterId, ports, controllerPorts);
    Lifetime.of(data, new LogOptions(), ending -> ClusterBroker.run(place, ending));
    return 0;
  }
}
