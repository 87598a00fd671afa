package io.eventmill.query;

import io.eventmill.query.http.Answer;
import io.eventmill.query.http.Media;
import io.eventmill.query.http.Params;
import io.eventmill.store.Cursor;
import io.eventmill.store.EventQuery;
import io.eventmill.store.EventReader;
import io.eventmill.store.StoredEvent;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * {@code GET /getsocial/events/getallevents/}: the events themselves as they are stored, by time,
 * then by their place on the log. An answer has a page of them, and {@code next} when there are
 * more, to be given as {@code cursor}.
 */
final class GetsocialEvents extends GetsocialQuestion {
  private final EventReader reader;
  private final QueryConfig config;

  GetsocialEvents(
      List<String> sources, EventReader reader, QueryConfig config, GetsocialEnvelope envelope) {
    super(sources, envelope);
    this.reader = reader;
    this.config = config;
  }

  @Override
  public String path() {
    return "/getsocial/events/getallevents/";
  }

  @Override
  public List<String> parameters() {
    return List.of("event_type", "start_time", "end_time", "cursor");
  }

  @Override
  public Answer ask(Params params, Media media) {
    GetsocialRange range = range(params, false);
    String text = given(params, "cursor");
    Cursor after = text == null ? null : EventCursor.parse(text);
    if (text != null && after == null) {
      throw bad("cursor: '" + text + "' is none; take it from 'next' of the answer before, whole");
    }
    EventQuery query = new EventQuery(range.filter(sources()), config.pageMax(), after, true);
    return new Events(new EventPieces(reader, query, config.pieceBytes()), envelope());
  }

  /** One event on each line. */
  private static final class Events implements Answer {
    private final EventPieces pieces;
    private final GetsocialEnvelope envelope;
    private boolean begun;
    private boolean any;

    Events(EventPieces pieces, GetsocialEnvelope envelope) {
      this.pieces = pieces;
      this.envelope = envelope;
    }

    @Override
    public Piece next() {
      ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 16);
      List<StoredEvent> events = pieces.next();
      add(begun ? "" : GetsocialEnvelope.HEAD + "[", out);
      begun = true;
      for (StoredEvent event : events) {
        add(any ? ",\n" : "\n", out);
        any = true;
        out.writeBytes(event.event().json());
      }
      if (!pieces.isDone()) {
        return new Piece(out.toByteArray(), false, null);
      }
      String next = pieces.nextCursor();
      add("\n]" + envelope.tail(next), out);
      return new Piece(out.toByteArray(), true, next);
    }

    private static void add(String text, ByteArrayOutputStream out) {
      out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
  }
}
