package io.eventmill.collect.body;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Beside the JDK's own reader, which takes the same but for what stands behind the end. */
class GunzipTest {
  private static final int LIMIT = 1 << 20;

  @Test
  void aHundredThousandMembersWithoutContentAreNothing() throws Exception {
    assertThat(unpacked(repeated(gzip(new byte[0]), 100_000))).isEmpty();
  }

  @Test
  void allPartsOfAHeaderAreReadOver() throws Exception {
    byte[] plain = "{\"a\":1}".getBytes(UTF_8);
    byte[] packed = gzip(plain);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {0x1f, (byte) 0x8b, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 3});
    out.writeBytes(new byte[] {3, 0, 1, 2, 3});
    out.writeBytes("name\0comment\0".getBytes(UTF_8));
    CRC32 sum = new CRC32();
    sum.update(out.toByteArray());
    out.write((int) sum.getValue() & 0xff);
    out.write((int) sum.getValue() >> 8 & 0xff);
    byte[] head = out.toByteArray();
    byte[] whole = joined(head, Arrays.copyOfRange(packed, 10, packed.length));

    assertThat(unpacked(whole)).isEqualTo(plain);
    assertThat(unpacked(joined(whole, packed))).isEqualTo(joined(plain, plain));
    whole[head.length - 1] ^= 1;
    assertThatThrownBy(() -> unpacked(whole)).isInstanceOf(IOException.class);
    for (int length = 0; length < head.length; length++) {
      byte[] cut = Arrays.copyOf(head, length);
      assertThatThrownBy(() -> unpacked(cut)).isInstanceOf(IOException.class);
    }
  }

  @Property(tries = 2_000)
  void takesWhatTheJdkTakesAndGivesTheSame(
      @ForAll byte[] one,
      @ForAll byte[] two,
      @ForAll @IntRange(max = 3) int wounds,
      @ForAll long seed)
      throws Exception {
    byte[] packed = joined(gzip(one), gzip(two));
    Random random = new Random(seed);
    for (int i = 0; i < wounds; i++) {
      if (random.nextBoolean()) {
        packed[random.nextInt(packed.length)] ^= (byte) (1 << random.nextInt(8));
      } else {
        packed = Arrays.copyOf(packed, 1 + random.nextInt(packed.length));
      }
    }
    byte[] expected = byTheJdk(packed);
    byte[] found;
    try {
      found = unpacked(packed);
    } catch (IOException e) {
      found = null;
    }
    boolean more = found == null && expected != null; // the JDK does not see what stands behind
    assertThat(found).isEqualTo(more ? null : expected);
    assertThat(wounds > 0 || Arrays.equals(found, joined(one, two))).isTrue();
  }

  private static byte[] byTheJdk(byte[] packed) {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      return in.readAllBytes();
    } catch (IOException e) {
      return null;
    }
  }

  private static byte[] unpacked(byte[] packed) throws IOException, Refused {
    Bytes out = new Bytes(LIMIT, bytes -> {});
    byte[] padded = Arrays.copyOf(packed, packed.length + 7); // what is behind the size is not ours
    try (Gunzip gzip = new Gunzip(padded, packed.length)) {
      gzip.into(out);
    }
    return Arrays.copyOf(out.array(), out.size());
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(plain);
    }
    return out.toByteArray();
  }

  private static byte[] repeated(byte[] member, int times) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < times; i++) {
      out.writeBytes(member);
    }
    return out.toByteArray();
  }

  private static byte[] joined(byte[] one, byte[] two) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(one);
    out.writeBytes(two);
    return out.toByteArray();
  }
}
