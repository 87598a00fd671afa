package io.eventmill.app.mill;

import java.util.concurrent.TimeUnit;

/**
 * One stage as a process of its own, of which there may be any number. Opened when all that it
 * needs is there, the door last; closed the other way round.
 */
public final class Role implements AutoCloseable {
  private final StopOrder open;
  private final HealthRoutes health;
  private final String url;

  private Role(StopOrder open, HealthRoutes health, String url) {
    this.open = open;
    this.health = health;
    this.url = url;
  }

  /** Opens the parts of a role. */
  interface Parts {
    /**
     * @param open takes what was opened
     */
    RoleDoor open(RoleConfig config, MillSettings settings, DataFolder data, StopOrder open)
        throws Exception;
  }

  /** Takes events in. Needs Kafka at its first start only; later its spool does for a while. */
  public static Role collect(RoleConfig config) throws Exception {
    return open(config, CollectRole::open);
  }

  /** Carries what stands on the topics into the stores. */
  public static Role load(RoleConfig config) throws Exception {
    return open(config, LoadRole::open);
  }

  /** Answers questions. */
  public static Role query(RoleConfig config) throws Exception {
    return open(config, QueryRole::open);
  }

  private static Role open(RoleConfig config, Parts parts) throws Exception {
    StopOrder open = new StopOrder();
    try {
      SharedStores.check(config.mill());
      DataFolder data = open.opened("data folder", DataFolder.hold(config.mill().data()));
      RunningFile running = RunningFile.in(data);
      running.remove();
      RoleDoor door = parts.open(config, config.mill().settings(data), data, open);
      String url = door.open(config, open);
      running.write(new Addresses(url, config.kafka().bootstrapServers(), ""));
      open.opened("running file", running::remove);
      return new Role(open, door.health(), url);
    } catch (Exception e) {
      open.close();
      throw e;
    }
  }

  public String url() {
    return url;
  }

  /** Health says so first, for a moment, so that whoever sends to us can look elsewhere. */
  @Override
  public void close() throws Exception {
    health.stopping();
    TimeUnit.MILLISECONDS.sleep(50);
    open.close();
  }
}
