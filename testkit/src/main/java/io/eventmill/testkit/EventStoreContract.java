package io.eventmill.testkit;

import io.eventmill.store.EventStore;
import io.eventmill.store.ResultStore;
import java.nio.file.Path;

/** What a store of events and results promises: it is finished when its tests inherit this. */
public abstract class EventStoreContract extends SearchStoreContract
    implements ResultContract, ResultRetentionContract, ReferenceContract {
  @Override
  protected abstract EventStore open(Path folder);

  @Override
  public EventStore store() {
    return (EventStore) super.store();
  }

  @Override
  public ResultStore resultStore() {
    return store();
  }
}
