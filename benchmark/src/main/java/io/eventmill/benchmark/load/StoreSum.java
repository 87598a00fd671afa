package io.eventmill.benchmark.load;

import io.eventmill.benchmark.measure.CanonicalJson;
import io.eventmill.benchmark.measure.Checksum;
import io.eventmill.store.Cursor;
import io.eventmill.store.EventFilter;
import io.eventmill.store.EventPage;
import io.eventmill.store.EventQuery;
import io.eventmill.store.EventReader;
import io.eventmill.store.StoredEvent;

/** All that a store of the product holds, page by page. */
final class StoreSum {
  private static final int PAGE = 5_000;

  private StoreSum() {}

  static Checksum of(EventReader reader) {
    Checksum sum = Checksum.NONE;
    Cursor after = null;
    do {
      EventPage page = reader.find(new EventQuery(EventFilter.ALL, PAGE, after, true));
      for (StoredEvent event : page.events()) {
        sum = sum.plus(CanonicalJson.of(event.event().json()));
      }
      after = page.next();
    } while (after != null);
    return sum;
  }
}
