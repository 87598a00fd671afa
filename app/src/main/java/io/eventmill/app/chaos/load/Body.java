package io.eventmill.app.chaos.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

/** Events with numbers in a row, in any of the forms that the door takes. */
public record Body(int first, int size, byte[] bytes, boolean isGzip) {
  static Body random(int client, Pace pace, Sent sent, Random random) throws IOException {
    int size = pace.batch(random);
    int first = sent.take(client, size);
    boolean array = size > 1 && random.nextBoolean();
    String events =
        IntStream.range(first, first + size)
            .mapToObj(Numbered::json)
            .collect(Collectors.joining(array ? "," : "\n"));
    byte[] bytes = (array ? "[" + events + "]" : events).getBytes(UTF_8);
    boolean gzip = random.nextInt(3) == 0;
    return new Body(first, size, gzip ? packed(bytes) : bytes, gzip);
  }

  private static byte[] packed(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  @Override
  public String toString() {
    return "the batch " + first + " to " + (first + size - 1) + (isGzip ? ", packed," : "");
  }
}
