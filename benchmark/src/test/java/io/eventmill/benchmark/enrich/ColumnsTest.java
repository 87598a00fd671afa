package io.eventmill.benchmark.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.benchmark.events.Shape;
import io.eventmill.benchmark.events.ShapedEvents;
import org.junit.jupiter.api.Test;

class ColumnsTest {
  @Test
  void everyFieldIsAColumnOfItsKind() throws Exception {
    assertThat(Columns.of(new ShapedEvents(Shape.SMALL)))
        .isEqualTo(
            "`event_id` STRING, `event_timestamp` STRING, `event_type` STRING, `utm_source` STRING,"
                + " `user_custom_id` STRING, `user_domain_id` STRING");
    assertThat(Columns.of(new ShapedEvents(Shape.WIDE))).contains("`measure_19` BIGINT");
    assertThat(Columns.of(new ShapedEvents(Shape.WEB))).contains("`device_is_mobile` BOOLEAN");
    assertThat(Columns.of(new ShapedEvents(Shape.LARGE)))
        .contains("`items` ARRAY<ROW<`sku` STRING, `price` DOUBLE, `pieces` BIGINT>>");
  }
}
