package io.eventmill.collect.spool;

import io.eventmill.event.RawEvent;
import io.eventmill.topics.RawBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** What of a batch the log has not confirmed: one partition answers, another does not. */
record Rest(List<RawEvent> events, BitSet maybeSent, Origins.Origin origin) {
  static Rest of(List<RawEvent> events, RawBatch sent) {
    List<RawEvent> rest = new ArrayList<>();
    BitSet maybeSent = new BitSet();
    int[] places = new int[events.size()];
    for (int i = 0; i < events.size(); i++) {
      boolean open = sent.isOpen(i); // before the next look: it may be written in between
      if (open || !sent.isWritten(i)) {
        maybeSent.set(rest.size(), open);
        places[rest.size()] = i;
        rest.add(events.get(i));
      }
    }
    return new Rest(rest, maybeSent, new Origins.Origin(sent, Arrays.copyOf(places, rest.size())));
  }
}
