package io.eventmill.steps.dedupe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;

class IdFingerprintTest {
  private final IdFingerprint fingerprint = new IdFingerprint();

  @Property
  void ofAUuidIsItsBitsSoThatTheyCanBeToldBack(@ForAll long high, @ForAll long low) {
    fingerprint.take(new UUID(high, low).toString());

    assertThat(fingerprint.high() ^ 0x243f6a8885a308d3L).isEqualTo(high);
    assertThat(fingerprint.low() ^ 0x13198a2e03707344L).isEqualTo(low);
  }

  @Property
  void ofAnotherTextIsTheFirstHalfOfItsSha256(@ForAll @StringLength(max = 60) String id)
      throws Exception {
    assertThat(bits(id)).isEqualTo(sha256(id));
  }

  @Property
  void ofAnythingButAUuidInLowerCaseIsAHash(
      @ForAll @StringLength(36) @CharRange(from = '-', to = '9') String almost,
      @ForAll long high,
      @ForAll long low)
      throws Exception {
    UUID uuid = new UUID(high, low);
    for (String id :
        List.of(
            almost,
            uuid.toString().replaceFirst("[0-9a-f]", "A"),
            uuid.toString().replaceFirst("-", "0"),
            uuid.toString().replaceFirst("[0-9a-f]$", "g"),
            uuid + " ",
            uuid.toString().replace("-", ""))) {
      assertThat(bits(id)).isEqualTo(sha256(id));
    }
  }

  @Example
  void isTheSameInEveryRun() {
    assertThat(bits("order-4711")).isEqualTo(List.of(0x173d0ddbff034193L, 0xface7ce60d3f58b4L));
    assertThat(bits("018f4e2a-7c3b-7d11-9a55-0123456789ab"))
        .isEqualTo(
            List.of(
                0x018f4e2a7c3b7d11L ^ 0x243f6a8885a308d3L,
                0x9a550123456789abL ^ 0x13198a2e03707344L));
  }

  @Example
  void isNoOtherTextsWhenSomeoneWritesAHashAsAUuid() throws Exception {
    List<Long> hash = sha256("order-4711");

    assertThat(bits(new UUID(hash.get(0), hash.get(1)).toString())).isNotEqualTo(hash);
  }

  @Example
  void differsForIdsThatAreMuchAlike() {
    Set<List<Long>> all = new HashSet<>();
    for (int i = 0; i < 100_000; i++) {
      all.add(bits("e-" + i));
      all.add(bits(new UUID(0x018f4e2a7c3b7000L, 0x8000000000000000L | i).toString()));
    }
    assertThat(all).hasSize(200_000);
  }

  private List<Long> bits(String id) {
    fingerprint.take(id);
    return List.of(fingerprint.high(), fingerprint.low());
  }

  private static List<Long> sha256(String id) throws Exception {
    ByteBuffer hash =
        ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(id.getBytes(UTF_8)));
    return List.of(hash.getLong(), hash.getLong());
  }
}
