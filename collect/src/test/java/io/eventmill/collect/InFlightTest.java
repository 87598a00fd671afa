package io.eventmill.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventmill.collect.body.Refused;
import org.junit.jupiter.api.Test;

class InFlightTest {
  @Test
  void grantsUpToTheLastByteAndNotOneMore() throws Exception {
    InFlight inFlight = new InFlight(2, 1000);
    try (InFlight.Ticket one = inFlight.enter();
        InFlight.Ticket two = inFlight.enter()) {
      one.take(600);
      two.take(400);
      assertThatThrownBy(() -> two.take(1)).isInstanceOf(Refused.class);
      one.become(599);
      two.take(1);
      assertThat(inFlight.bytes()).isEqualTo(1000);
    }
    assertThat(inFlight.bytes()).isZero();
  }

  @Test
  void letsInAsManyRequestsAsAreAllowedAndNotOneMore() throws Exception {
    InFlight inFlight = new InFlight(2, 1000);
    InFlight.Ticket one = inFlight.enter();
    InFlight.Ticket two = inFlight.enter();
    assertThatThrownBy(inFlight::enter).isInstanceOf(Refused.class);
    one.close();
    one.close();
    assertThat(inFlight.requests()).isEqualTo(1);
    two.close();
    inFlight.enter().close();
    assertThat(inFlight.requests()).isZero();
  }
}
