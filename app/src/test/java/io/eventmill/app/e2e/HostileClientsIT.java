package io.eventmill.app.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.app.e2e.HostileRequests.Request;
import io.eventmill.app.e2e.ProcessGauge.Memory;
import io.eventmill.app.e2e.RawHttp.Answer;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients that mean no good, round after round, over sockets and against the whole process: each
 * gets the answer that the documents name, good ones are served meanwhile, and nothing of it stays
 * in memory.
 */
class HostileClientsIT {
  private static final int ROUNDS = Integer.getInteger("eventmill.hostile.rounds", 4);
  private static final int SLOW = 200;

  /**
   * Buffers come and go by 20 MB and some are made late, so one step says little; what is kept from
   * each round shows in every one. A round unpacks more than 100 MB; of it 100,000 events are good
   * and their ids are remembered.
   */
  private static final long HEAP_GROWTH_MAX_PER_ROUND = 15 << 20;

  /** The heap may spread a little further in its gigabyte; a round unpacks and sends more. */
  private static final long RESIDENT_GROWTH_MAX = 200 << 20;

  private static final int THREADS_MORE_MAX = 8;

  private static final Pattern ACCEPTED = Pattern.compile("^\\{\"accepted\":(\\d+)");

  @TempDir private Path data;
  private long accepted;

  @Test
  void areAnsweredRightlyAndLeaveNothingBehind() throws Exception {
    List<Request> requests = HostileRequests.all();
    Path pipeline = HostilePipeline.in(data);
    try (RunningMill mill =
        RunningMill.start(
            data,
            "run",
            pipeline.toString(),
            "--set",
            "collect.read_timeout=2s",
            "--set",
            "collect.idle_timeout=2s",
            "--set",
            "store.memory_max_bytes=64MB")) {
      ProcessGauge process = new ProcessGauge(mill.pid());
      List<Memory> memory = new ArrayList<>();
      accepted = 0;
      round(mill, requests); // classes are loaded, buffers and threads made
      int threads = process.threads();
      for (int i = 0; i < ROUNDS; i++) {
        round(mill, requests);
        everyAcceptedEventIsStoredOrFailed(mill);
        memory.add(process.memory());
      }
      System.out.println("after each round: " + memory);

      Memory first = memory.get(0);
      Memory last = memory.get(ROUNDS - 1);
      assertThat(medianGrowth(memory)).as(memory + "").isLessThan(HEAP_GROWTH_MAX_PER_ROUND);
      assertThat(last.resident() - first.resident())
          .as(memory + "")
          .isLessThan(RESIDENT_GROWTH_MAX);
      RunningMill.until(
          Duration.ofSeconds(30),
          "all connections to be closed",
          () -> ProcessGauge.connections(mill.url("/").getPort()) == 0);
      assertThat(process.threads()).isLessThanOrEqualTo(threads + THREADS_MORE_MAX);
      mill.requireNothingBrokeInside();
    }
  }

  /** By how much the heap grows from one round to the next, as a rule. */
  private static long medianGrowth(List<Memory> memory) {
    long[] growth =
        IntStream.range(1, memory.size())
            .mapToLong(i -> memory.get(i).heap() - memory.get(i - 1).heap())
            .sorted()
            .toArray();
    return growth[growth.length / 2];
  }

  private void round(RunningMill mill, List<Request> requests) throws Exception {
    List<Socket> slow = slowOnes(mill.url("/"));
    try {
      List<String> wrong = new ArrayList<>();
      for (Request request : requests) {
        Answer answer = RawHttp.send(mill.url("/"), request.bytes());
        accepted += accepted(request, answer);
        if (!request.answers().contains(answer.status()) || !isWellSaid(answer)) {
          String found = answer.head().lines().findFirst().orElse("closed") + " " + answer.body();
          wrong.add(request.name() + ": " + found + ", expected " + request.answers());
        }
      }
      assertThat(wrong).isEmpty();
      endless(mill.url("/"));
      mill.aGoodEventStillPasses("hostile"); // while the slow ones are at it
      accepted++;
      for (Socket socket : slow) {
        goesOnUntilItIsCutOff(socket);
      }
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
    mill.aGoodEventStillPasses("hostile");
    accepted++;
  }

  private static long accepted(Request request, Answer answer) {
    if (request.name().startsWith("pixel")) {
      return answer.status() == 200 ? 1 : 0;
    }
    Matcher count = ACCEPTED.matcher(answer.body());
    return answer.status() == 200 && count.find() ? Long.parseLong(count.group(1)) : 0;
  }

  private void everyAcceptedEventIsStoredOrFailed(RunningMill mill) {
    RunningMill.until(
        Duration.ofMinutes(2),
        accepted + " events to be stored or failed",
        () -> mill.count("") + mill.failedCount() >= accepted);
    assertThat(mill.count("") + mill.failedCount()).isEqualTo(accepted);
  }

  /** A refusal says why, in the one form that errors have. */
  private static boolean isWellSaid(Answer answer) {
    boolean refused = answer.status() >= 400 && !answer.body().isEmpty();
    return !refused || answer.body().startsWith("{\"error");
  }

  /** Half of them never end their header, half never their body. */
  private static List<Socket> slowOnes(URI to) throws IOException {
    List<Socket> sockets = new ArrayList<>();
    for (int i = 0; i < SLOW; i++) {
      Socket socket = RawHttp.connect(to);
      String head = "POST /collect/hostile HTTP/1.1\r\nHost: x\r\nX: ";
      String body = "POST /collect/hostile HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{";
      socket.getOutputStream().write((i % 2 == 0 ? head : body).getBytes(UTF_8));
      sockets.add(socket);
    }
    return sockets;
  }

  /** A byte at a time, as long as the other side bears it. */
  private static void goesOnUntilItIsCutOff(Socket socket) throws IOException {
    socket.setSoTimeout(50);
    while (RawHttp.write(socket, "X".getBytes(UTF_8))) {
      try {
        int first = socket.getInputStream().read();
        assertThat(first).as("the first byte of an answer, or the end").isIn(-1, (int) 'H');
        return;
      } catch (java.net.SocketTimeoutException e) {
        // neither an answer nor the end: on with it
      } catch (IOException e) {
        return; // reset
      }
    }
  }

  private static void endless(URI to) throws IOException {
    byte[] chunk = RawHttp.bytes("10000\r\n", "[".repeat(1 << 16), "\r\n");
    try (Socket socket = RawHttp.connect(to)) {
      RawHttp.write(
          socket,
          RawHttp.bytes(
              "POST /collect/hostile HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"));
      long sent = 0;
      while (RawHttp.write(socket, chunk)) {
        sent += chunk.length;
        assertThat(sent).as("bytes of an endless body").isLessThan(1L << 30);
      }
    }
  }
}
