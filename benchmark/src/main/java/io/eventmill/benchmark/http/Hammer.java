package io.eventmill.benchmark.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.eventmill.benchmark.events.ShapedEvents;
import io.eventmill.benchmark.report.Statistics;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A load generator: one thread, requests made ready before, each answered exactly once or the run
 * fails. Latency counts from when a request was due, so that a server that stalls is not spared the
 * requests that wait meanwhile.
 */
public final class Hammer {
  private static final long PAUSE_NANOS = 50_000;
  private static final long MARK_PAUSE_MILLIS = 300;

  private final URI url;
  private final Selector selector = Selector.open();
  private final Deque<Connection> idle = new ArrayDeque<>();
  private final List<ByteBuffer> requests = new ArrayList<>();
  private long next; // requests sent so far, warm ones too

  private Hammer(Plan plan) throws IOException {
    this.url = plan.url();
    String head =
        "POST %s HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\nContent-Length: "
            .formatted(plan.url().getPath(), plan.url().getAuthority());
    for (byte[] body : new Bodies(new ShapedEvents(plan.shape()), plan.array()).all()) {
      byte[] headers = (head + body.length + "\r\n\r\n").getBytes(ISO_8859_1);
      requests.add(
          ByteBuffer.allocateDirect(headers.length + body.length).put(headers).put(body).flip());
    }
    for (int i = 0; i < plan.connections(); i++) {
      idle.add(new Connection(url, selector));
    }
  }

  /** Prints "warm" when the warm part is over, and at the end what it found, see {@link Hit}. */
  public static void main(String[] args) throws Exception {
    Plan plan = Plan.parse(args);
    Hammer hammer = new Hammer(plan);
    hammer.strike(plan.warm(), 0);
    System.out.println("warm");
    Thread.sleep(MARK_PAUSE_MILLIS); // who measures looks at its clock
    System.out.println("hit " + hammer.strike(plan.requests(), plan.rate()).text());
    hammer.selector.close(); // and with the process its connections
  }

  private Hit strike(long count, double rate) throws IOException {
    long[] micros = new long[Math.toIntExact(count)];
    long begin = System.nanoTime();
    long sent = 0;
    int done = 0;
    while (done < count) {
      long now = System.nanoTime();
      while (sent < count && !idle.isEmpty()) {
        long due = rate > 0 ? begin + (long) (sent / rate * 1e9) : now;
        if (due > now) {
          break;
        }
        idle.poll().send(requests.get((int) (next++ % requests.size())), due);
        sent++;
      }
      done = answers(micros, done, rate > 0);
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    Arrays.sort(micros);
    return count == 0
        ? new Hit(0, seconds, 0, 0)
        : new Hit(
            count,
            seconds,
            Statistics.percentile(micros, micros.length, 0.5) / 1e3,
            Statistics.percentile(micros, micros.length, 0.99) / 1e3);
  }

  private Connection anew(Connection connection) throws IOException {
    connection.close();
    return new Connection(url, selector);
  }

  private int answers(long[] micros, int doneBefore, boolean paced) throws IOException {
    int done = doneBefore;
    if (!paced) {
      selector.select();
    } else if (selector.selectNow() == 0) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    long now = System.nanoTime();
    for (SelectionKey key : selector.selectedKeys()) {
      Connection connection = (Connection) key.attachment();
      if (key.isWritable()) {
        connection.flush();
      }
      if (key.isReadable() && idle.contains(connection)) {
        idle.remove(connection); // the server has hung up on one that rested
        idle.add(anew(connection));
      } else if (key.isReadable()) {
        int status = connection.read();
        if (status >= 300) {
          throw new IOException("the server answered " + connection.text());
        }
        if (status > 0) {
          micros[done++] = (now - connection.dueNanos) / 1_000;
          // At the end of the row: the one that has rested longest is next.
          idle.add(connection.isLast() ? anew(connection) : connection);
        }
      }
    }
    selector.selectedKeys().clear();
    return done;
  }
}
