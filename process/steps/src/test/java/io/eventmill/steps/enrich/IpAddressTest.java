package io.eventmill.steps.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.net.InetAddress;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses beside the JDK's reader, and beside the examples of RFC 5952. */
class IpAddressTest {
  @ParameterizedTest
  @CsvSource({
    "192.0.2.17, 192.0.2.17",
    "192.0.2.17:8080, 192.0.2.17",
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "2001:0DB8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "2001:db8::0:1, 2001:db8::1",
    "[2001:db8::1]:443, 2001:db8::1",
    "[::], ::",
    "1::, 1::",
    "::1%eth0, ::1",
    "fe80::1%25en0, fe80::1",
    "::ffff:192.0.2.128, 192.0.2.128",
    "::ffff:c000:0280, 192.0.2.128",
    "64:ff9b::192.0.2.33, 64:ff9b::c000:221",
    "1:2:3:4:5:6:7.8.9.10, 1:2:3:4:5:6:708:90a",
    "1::2:0:0:0:3, 1:0:0:2::3",
  })
  void isReadAndWrittenInOneForm(String text, String written) {
    assertThat(IpAddress.parse(text)).hasToString(written);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "1.2.3", "1.2.3.4.5", "1.2.3.256", "01.2.3.4", "1.2.3.4:", "1.2.3.4:x", "localhost",
        "1", "0x7f.1", "::1::", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "12345::", "::g", "[::1",
        "[::1]x", ":::", "1:2:3:4:5:6:7:8::", "1.2.3.4%5", "１.2.3.4", ":1", "unknown", "::1.2.3"
      })
  void isNotGuessed(String text) {
    assertThat(IpAddress.parse(text)).isNull();
  }

  @Property
  void hasTheBytesThatTheJdkReads(@ForAll @Size(value = 16) byte[] bytes, @ForAll int zeros)
      throws Exception {
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (zeros >> i & 1) == 0 ? bytes[i] : 0;
    }
    InetAddress jdk = InetAddress.getByAddress(bytes);

    IpAddress ours = IpAddress.parse(jdk.getHostAddress());

    assertThat(ours.bytes()).isEqualTo(jdk.getAddress());
    assertThat(InetAddress.getByName(ours.toString())).isEqualTo(jdk);
    assertThat(ours.toString()).doesNotContain(":::").isLowerCase();
  }

  @Property
  void losesItsLastBits(
      @ForAll @Size(value = 16) byte[] long6,
      @ForAll @Size(value = 4) byte[] short4,
      @ForAll @IntRange(max = 128) int bits)
      throws Exception {
    for (byte[] bytes : new byte[][] {long6, short4}) {
      int hidden = Math.min(bits, bytes.length * 8);
      InetAddress jdk = InetAddress.getByAddress(bytes);
      BigInteger kept = new BigInteger(1, jdk.getAddress()).shiftRight(hidden).shiftLeft(hidden);

      IpAddress ours = IpAddress.parse(jdk.getHostAddress()).withoutLast(hidden);

      assertThat(new BigInteger(1, ours.bytes())).isEqualTo(kept);
    }
  }

  @Property
  void neverThrows(@ForAll("texts") String text) {
    IpAddress address = IpAddress.parse(text);

    assertThat(address == null || IpAddress.parse(address.toString()) != null).isTrue();
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().withChars("0123456789abcdefg:.[]%, ").ofMaxLength(45);
  }
}
