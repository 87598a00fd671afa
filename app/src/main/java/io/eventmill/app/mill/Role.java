package io.eventmill.app.mill;

import java.util.concurrent.TimeUnit;

/**
 * One stage as a process of its own, of which there may be any number. Opened when all that it
 * needs is there, the door last; closed the other way round.
 */
public final class Role implements AutoCloseable {
  private final StopOrder open;
  private final HealthRoutes health;
  private final Addresses addresses;

  private Role(StopOrder open, HealthRoutes health, Addresses addresses) {
    this.open = open;
    this.health = health;
    this.addresses = addresses;
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
      Addresses at = door.open(config, open);
      running.write(at);
      open.opened("running file", running::remove);
      return new Role(open, door.health(), at);
    } catch (Exception e) {
      open.close();
      throw e;
    }
  }

  public Addresses addresses() {
    return addresses;
  }

  /** Health says so first, for a moment, so that whoever sends to us can look elsewhere. */
  @Override
  public void close() throws Exception {
    health.stopping();
    TimeUnit.MILLISECONDS.sleep(50);
    open.close();
  }
}
