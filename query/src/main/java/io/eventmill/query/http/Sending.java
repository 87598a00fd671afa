package io.eventmill.query.http;

import io.eventmill.query.http.Answer.Piece;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One answer on its way out. The next piece is made only when the client has taken the one before,
 * so a slow reader holds neither a worker nor more than one piece of memory. An error before the
 * first byte becomes an error answer; later the connection is cut, so that nobody takes half an
 * answer for a whole one. Lives on one event loop.
 */
final class Sending {
  private static final Logger LOG = LoggerFactory.getLogger(Sending.class);

  /** Smaller answers are not worth compressing. */
  private static final int GZIP_MIN_BYTES = 1024;

  private static final long RETRY_MILLIS = 20;

  /** HTTP/2's code for it; a connection of HTTP/1.1 is closed. */
  private static final long INTERNAL_ERROR = 2;

  private final RoutingContext ctx;
  private final HttpServerResponse response;
  private final Workers workers;
  private final Question question;
  private final Answer plain;
  private final boolean gzipAccepted;
  private Answer answer;
  private Workers.Task<Piece> task;

  /**
   * @param gzip whether the client takes it compressed
   */
  record Made(Answer answer, boolean gzip) {}

  Sending(RoutingContext ctx, Workers workers, Question question, Made made) {
    this.ctx = ctx;
    this.response = ctx.response();
    this.workers = workers;
    this.question = question;
    this.plain = made.answer();
    this.answer = made.answer();
    this.gzipAccepted = made.gzip();
  }

  void start() {
    response.closeHandler(v -> stop());
    response.exceptionHandler(e -> stop());
    try {
      take(this::first);
    } catch (RejectedExecutionException e) {
      fail(
          ApiException.busy(
              "busy",
              "Too many questions are waiting (query.queue_max); ask again in a second.",
              1));
    }
  }

  /** Runs on a worker: whether to compress is decided by the first piece. */
  private Piece first() {
    Piece piece = plain.next();
    if (!gzipAccepted || (piece.last() && piece.bytes().length < GZIP_MIN_BYTES)) {
      return piece;
    }
    Piece[] again = {piece};
    answer =
        new GzipAnswer(
            () -> {
              Piece next = again[0] == null ? plain.next() : again[0];
              again[0] = null;
              return next;
            });
    return answer.next();
  }

  private void take(java.util.concurrent.Callable<Piece> work) {
    task = workers.run(ctx.vertx(), work);
    task.future().onComplete(this::write, this::fail);
  }

  private void write(Piece piece) {
    if (response.closed()) {
      return;
    }
    if (!response.headWritten()) {
      head(piece);
    } else if (piece.last() && piece.nextCursor() != null) {
      response.putTrailer("Next-Cursor", piece.nextCursor());
    }
    if (piece.last()) {
      response.end(Buffer.buffer(piece.bytes()));
      return;
    }
    response.write(Buffer.buffer(piece.bytes()));
    if (response.writeQueueFull()) {
      response.drainHandler(v -> more());
    } else {
      more();
    }
  }

  private void head(Piece first) {
    response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    response.putHeader("X-Content-Type-Options", "nosniff");
    if (answer != plain) {
      response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
    }
    if (!first.last()) {
      response.setChunked(true);
      response.putHeader("Trailer", "Next-Cursor");
    } else if (first.nextCursor() != null) {
      response.putHeader("Next-Cursor", first.nextCursor());
    }
  }

  /** An answer that has begun waits for its turn rather than break off. */
  private void more() {
    response.drainHandler(null);
    if (response.closed()) {
      return;
    }
    try {
      take(answer::next);
    } catch (RejectedExecutionException e) {
      ctx.vertx().setTimer(RETRY_MILLIS, t -> more());
    }
  }

  private void stop() {
    if (task != null && !response.ended()) {
      task.cancel();
    }
  }

  private void fail(Throwable error) {
    if (response.closed() || response.ended()) {
      return;
    }
    ApiException told = Errors.explain(ctx, error);
    if (response.headWritten()) {
      LOG.warn("{} was cut off: {}", ctx.request().uri(), told.getMessage());
      response.reset(INTERNAL_ERROR);
    } else {
      Errors.send(ctx, question, told);
    }
  }
}
