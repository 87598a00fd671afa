package io.eventmill.steps.validate;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The two-field decimals against BigDecimal. */
class DecimalProperties {

  @Property(tries = 5_000)
  void comparesLikeBigDecimal(@ForAll("numbers") String left, @ForAll("numbers") String right) {
    int expected = new BigDecimal(left).compareTo(new BigDecimal(right));

    assertThat(read(left).compareTo(read(right))).as("%s, %s", left, right).isEqualTo(expected);
    assertThat(read(left).compareTo(Decimal.of(new BigDecimal(right)))).isEqualTo(expected);
  }

  @Property(tries = 5_000)
  void dividesLikeBigDecimal(@ForAll("numbers") String number, @ForAll("numbers") String divisor) {
    BigDecimal by = new BigDecimal(divisor);
    if (by.signum() != 0) {
      boolean expected = new BigDecimal(number).remainder(by).signum() == 0;

      assertThat(read(number).isMultipleOf(read(divisor)))
          .as("%s of %s", number, divisor)
          .isEqualTo(expected);
    }
  }

  @Property(tries = 5_000)
  void knowsIntegers(@ForAll("numbers") String number) {
    BigDecimal value = new BigDecimal(number);
    boolean expected = value.signum() == 0 || value.stripTrailingZeros().scale() <= 0;

    assertThat(read(number).isInteger()).as(number).isEqualTo(expected);
    assertThat(read(number).value()).isEqualByComparingTo(value);
  }

  private static Decimal read(String number) {
    byte[] bytes = ("x" + number + "y").getBytes(US_ASCII);
    Decimal decimal = new Decimal();
    decimal.read(bytes, 1, bytes.length - 1);
    return decimal;
  }

  /** Short and long, close to each other and far apart. */
  @Provide
  Arbitrary<String> numbers() {
    Arbitrary<String> sign = Arbitraries.of("", "-");
    Arbitrary<String> whole =
        Arbitraries.oneOf(
            Arbitraries.of("0", "1", "2", "10", "999999999999999999", "1000000000000000000"),
            Arbitraries.bigIntegers().map(value -> value.abs().toString()));
    Arbitrary<String> fraction =
        Arbitraries.of(
            "", "", ".0", ".5", ".50", ".01", ".000000000000000000", ".1000000000000001");
    Arbitrary<String> exponent = Arbitraries.of("", "", "", "", "e0", "E2", "e-2", "e+30", "e-300");
    return Combinators.combine(sign, whole, fraction, exponent).as((s, w, f, e) -> s + w + f + e);
  }
}
