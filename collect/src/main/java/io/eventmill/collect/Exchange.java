package io.eventmill.collect;

import io.eventmill.collect.body.Batch;
import io.eventmill.collect.body.BodyReader;
import io.eventmill.collect.body.Bytes;
import io.eventmill.collect.body.Caller;
import io.eventmill.collect.body.Coding;
import io.eventmill.collect.body.PixelEvent;
import io.eventmill.collect.body.Refusal;
import io.eventmill.collect.body.Refused;
import io.eventmill.collect.body.Unpack;
import io.eventmill.collect.keys.GivenKey;
import io.eventmill.pipeline.Source;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request from its header to its answer, on its event loop. Whatever happens, it is answered
 * once and gives back what it took.
 */
final class Exchange implements Deadlines.Due {
  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

  /**
   * Bodies up to here are read on the loop: it takes less time than handing them over. A packed one
   * may inflate a thousandfold, so it never is.
   */
  private static final int ON_LOOP_MAX = 16 * 1024;

  /**
   * A refused body is read up to this many times the limit: a client that is cut off while it sends
   * sees a broken connection, not our answer.
   */
  private static final int POLITENESS = 4;

  private static final String JSON_TYPE = "application/json";

  private enum State {
    /** The body is coming in. */
    READING,
    /** The body is whole; its events are read or kept. */
    WORKING,
    /** Answered; what still comes in is dropped. */
    ANSWERED
  }

  private final Collector collector;
  private final Loop loop;
  private final HttpServerRequest request;
  private final Context context;
  private final long begun = System.nanoTime();
  private State state = State.READING;
  private Source source;
  private InFlight.Ticket ticket;
  private Bytes body;
  private Coding coding;
  private boolean asksForIds;
  private boolean asImage;
  private boolean keyIsKnown;
  private boolean listening;
  private boolean bodyOver;
  private long dropped;

  Exchange(Collector collector, Loop loop, HttpServerRequest request) {
    this.collector = collector;
    this.loop = loop;
    this.request = request;
    this.context = Vertx.currentContext();
  }

  /**
   * For whom a refusal counts, before anything else is looked at.
   *
   * @param named null when there is no such source
   */
  void meant(Source named) {
    source = named;
  }

  void upload(Source into) throws Refused {
    source = into;
    keyIsKnown = collector.admission().admits(into, request);
    coding = Coding.of(request.getHeader(HttpHeaders.CONTENT_ENCODING));
    long announced = announcedLength();
    asksForIds = asksForIds(request.query());
    CallerOf.checkRequestKey(request);
    ticket = collector.inFlight().enter();
    body = new Bytes(collector.config().bodyMax(), ticket::take);
    if (announced >= 0) {
      body.expect(announced);
    }
    if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
      request.response().writeContinue();
    }
    listen();
  }

  /** Looked for as it stands: a query that is not well encoded is no reason to refuse events. */
  private static boolean asksForIds(String query) {
    return query != null && ("&" + query + "&").contains("&ids=true&");
  }

  void pixel(Source into) throws Refused {
    source = into;
    asImage = true;
    if (!collector.admission().admits(into, request)) {
      collector.admission().checkKey(into, null, request.response());
    }
    boolean asksForKeys = collector.admission().keys(into).areAsked();
    String query = asksForKeys ? GivenKey.without(request.query()) : request.query();
    ticket = collector.inFlight().enter();
    state = State.WORKING;
    bodyOver = true; // a GET has none; if it has, it is dropped
    Caller caller = caller();
    byte[] json = PixelEvent.json(query, into.event().time(), caller.receivedMillis());
    ticket.take(json.length);
    keep(loop.reader(into).read(json, json.length, caller, ticket::take));
  }

  /**
   * @return -1 for a chunked body
   */
  private long announcedLength() throws Refused {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    if (length != null) {
      return Long.parseLong(length); // the server has refused what is not a number
    }
    if (!request.headers().contains(HttpHeaders.TRANSFER_ENCODING)) {
      throw Refusal.of(
              411, "length_required", "there is no body: send Content-Length or a chunked body")
          .asException();
    }
    return -1;
  }

  private void listen() {
    listening = true;
    request.handler(this::chunk);
    request.endHandler(end -> bodyEnd());
    request.exceptionHandler(error -> broken());
    loop.uploads().add(this);
  }

  private void chunk(Buffer chunk) {
    int length = chunk.length();
    if (state != State.READING) {
      dropped += length;
      if (dropped > POLITENESS * (long) collector.config().bodyMax()) {
        hangUp();
      }
      return;
    }
    attempt(
        () -> {
          body.room(length);
          chunk.getBytes(body.array(), body.size());
          body.added(length);
        });
  }

  private void bodyEnd() {
    bodyOver = true;
    if (state != State.READING) {
      return;
    }
    state = State.WORKING;
    coding = coding.orByContent(body.array(), body.size());
    Caller caller = caller();
    if (coding == Coding.NONE && body.size() <= ON_LOOP_MAX) {
      attempt(() -> keep(read(loop.reader(source), caller)));
    } else {
      BodyReader reader = loop.newReader(source);
      context
          .owner()
          .executeBlocking(() -> keep(read(reader, caller)), false)
          .onFailure(this::failed);
    }
  }

  interface Step {
    void run() throws Refused;
  }

  /** A request that makes us fail is answered too, and gives back what it took. */
  void attempt(Step step) {
    try {
      step.run();
    } catch (Refused e) {
      refuse(e.refusal());
    } catch (RuntimeException | StackOverflowError e) {
      failed(e);
    }
  }

  private Batch read(BodyReader reader, Caller caller) throws Refused {
    Bytes plain = body;
    if (coding != Coding.NONE) {
      plain = new Bytes(collector.config().bodyMax(), ticket::take);
      Unpack.into(plain, coding, body.array(), body.size());
    }
    body = null;
    if (mustBeArray() && !BodyReader.isArray(plain.array(), plain.size())) {
      String found = "the body must be a JSON array of events; put even one event into [ ]";
      throw Refusal.of(422, "not_an_array", found).asException();
    }
    Batch batch = reader.read(plain.array(), plain.size(), caller, ticket::take);
    if (!keyIsKnown) {
      collector.admission().checkKey(source, batch.key(), request.response());
    }
    return batch;
  }

  /** Lines are taken where they are called lines. */
  private boolean mustBeArray() {
    String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
    return source.intake().arraysOnly()
        && type != null
        && type.regionMatches(true, 0, JSON_TYPE, 0, JSON_TYPE.length());
  }

  /** How the source's clients want it; before a source is known, as usual. */
  private boolean inDetail() {
    return source != null && source.intake().detail();
  }

  private Caller caller() {
    return CallerOf.request(request, collector.config(), collector.clock().millis());
  }

  /** The way to the log may begin on a worker; the way back is always over the loop. */
  private boolean keep(Batch batch) throws Refused {
    ticket.become(batch.cost());
    collector
        .keeper()
        .keep(source.topics().raw(), batch.events())
        .whenComplete((kept, error) -> context.runOnContext(back -> kept(batch, kept, error)));
    return true;
  }

  private void kept(Batch batch, Kept where, Throwable error) {
    if (error == null) {
      accepted(batch, where);
    } else {
      failed(error);
    }
  }

  private void accepted(Batch batch, Kept where) {
    leave();
    collector.counts().accepted(source.name(), batch.events().size(), where);
    collector.counts().acknowledged(System.nanoTime() - begun);
    AcceptedLog.accepted(source.name(), batch.events(), where);
    HttpServerResponse response = request.response();
    if (response.closed()) {
      return; // the client has gone; its events are kept all the same
    }
    if (asImage) {
      Answers.pixel(response);
    } else {
      boolean few = batch.events().size() <= collector.config().idsMax();
      boolean tellsIds = batch.idsMade() && few && !inDetail();
      boolean withIds = asksForIds || tellsIds;
      Answers.json(response, Answers.accepted(batch, withIds, where, inDetail()));
    }
  }

  private void failed(Throwable error) {
    if (error instanceof Refused refused) {
      refuse(refused.refusal());
    } else {
      LOG.error("a request to {} failed inside; nothing was acknowledged", request.path(), error);
      refuse(Refusal.of(500, "internal", "the collector failed; nothing was acknowledged"));
    }
  }

  /** Answers at once, also when the body is still coming in: what is left of it is dropped. */
  private void refuse(Refusal refusal) {
    leave();
    count(refusal);
    HttpServerResponse response = request.response();
    if (response.closed() || response.ended()) {
      return;
    }
    String retryAfter = collector.config().retryAfter().toSeconds() + "";
    Answers.refusal(response, refusal, retryAfter, inDetail());
    if (!listening && !request.isEnded()) {
      listen();
    }
  }

  private void count(Refusal refusal) {
    collector.counts().refused(source, refusal.code());
  }

  private void leave() {
    state = State.ANSWERED;
    body = null;
    if (ticket != null) {
      ticket.close();
    }
  }

  private void broken() {
    bodyOver = true;
    if (state == State.READING) {
      leave();
    }
  }

  private void hangUp() {
    bodyOver = true;
    request.connection().close();
  }

  @Override
  public boolean isOver() {
    return bodyOver;
  }

  /** The body did not come in time. One that was refused and still comes has had its time too. */
  @Override
  public void late() {
    if (state != State.READING) {
      hangUp();
      return;
    }
    long seconds = collector.config().readTimeout().toSeconds();
    String found = "the body did not come within " + seconds + " s";
    Refusal late = Refusal.limit(408, "body_too_slow", found, seconds, "read_timeout");
    leave();
    count(late);
    Answers.refusal(request.response(), late, "", inDetail()).onComplete(done -> hangUp());
  }
}
