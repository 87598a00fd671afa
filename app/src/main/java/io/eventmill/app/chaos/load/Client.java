package io.eventmill.app.chaos.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One client with one connection: sends as fast as it is answered, and sends a batch again, as it
 * was, until it is answered 2xx. Now and then it hangs up before the answer can have come, and now
 * and then it sends again what was acknowledged, as a client does that has forgotten.
 */
final class Client implements Runnable {
  private static final long PAUSE_NANOS = 30_000_000;
  private static final Pattern ACCEPTED = Pattern.compile("\\{\"accepted\":(\\d+)");
  private static final Pattern IDS = Pattern.compile("\"([0-9a-f-]{36})\"");

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final int number;
  private final URI door;
  private final Sent sent;
  private final Pace pace;
  private final Random random;
  private final AtomicBoolean enough;
  private final AtomicReference<Throwable> wrong;

  /**
   * @param enough once set, what is under way is brought to its end and nothing new is begun
   * @param wrong where to say what must not happen
   */
  Client(
      int number,
      URI door,
      Sent sent,
      Pace pace,
      long seed,
      AtomicBoolean enough,
      AtomicReference<Throwable> wrong) {
    this.number = number;
    this.door = door;
    this.sent = sent;
    this.pace = pace;
    this.random = new Random(seed);
    this.enough = enough;
    this.wrong = wrong;
  }

  @Override
  public void run() {
    try {
      while (!enough.get() && wrong.get() == null) {
        Body body = Body.random(number, pace, sent, random);
        deliver(body, false);
        if (random.nextInt(40) == 0) {
          deliver(body, true);
        }
        LockSupport.parkNanos(pace.restAfter(body.size()).toNanos());
      }
    } catch (IOException | RuntimeException e) {
      wrong.compareAndSet(null, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void deliver(Body body, boolean again) throws IOException, InterruptedException {
    boolean repeat = again;
    while (wrong.get() == null && !attempt(body, repeat)) {
      repeat = true;
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /** True when it was acknowledged. */
  private boolean attempt(Body body, boolean again) throws IOException, InterruptedException {
    boolean hasty = random.nextInt(50) == 0;
    HttpRequest.Builder request =
        HttpRequest.newBuilder(door)
            .timeout(hasty ? Duration.ofMillis(1 + random.nextInt(10)) : Duration.ofSeconds(30))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body.bytes()));
    if (body.isGzip()) {
      request.header("Content-Encoding", "gzip");
    }
    sent.attempt(body.first(), body.size(), again);
    try {
      return answered(body, http.send(request.build(), HttpResponse.BodyHandlers.ofString(UTF_8)));
    } catch (ConnectException | HttpConnectTimeoutException e) {
      sent.notArrived(body.first(), body.size(), again);
      return false;
    } catch (IOException e) {
      return false; // it may have arrived, or not
    }
  }

  private boolean answered(Body body, HttpResponse<String> answer) {
    int status = answer.statusCode();
    if (status == 408) {
      return false; // too slow for the door, which took nothing of it
    }
    if (status == 503 || status == 429) {
      if (answer.headers().firstValue("retry-after").isEmpty()) {
        throw new IllegalStateException(status + " without Retry-After: " + answer.body());
      }
      sent.wasRefused();
      return false;
    }
    Matcher accepted = ACCEPTED.matcher(answer.body());
    if (status != 200
        || !accepted.lookingAt()
        || Integer.parseInt(accepted.group(1)) != body.size()) {
      throw new IllegalStateException(body + " was answered " + status + " " + answer.body());
    }
    for (Matcher ids = IDS.matcher(answer.body()); ids.find(); ) {
      sent.made(UUID.fromString(ids.group(1)));
    }
    sent.acknowledged(body.first(), body.size(), answer.body().contains("\"spooled\""));
    return true;
  }
}
