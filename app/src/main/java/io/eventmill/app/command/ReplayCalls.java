package io.eventmill.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.eventmill.app.command.ServerApi.Reply;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * One replay as many requests, each going on where the one before ended. A server that is busy is
 * asked again, for a while.
 */
final class ReplayCalls {
  private static final long PIECE = 2_000;
  private static final int TRIES_MAX = 12;

  private final ServerApi api;
  private final ObjectNode order;
  private final Bar bar;
  private long piece = PIECE;

  ReplayCalls(ServerApi api, ObjectNode order, Bar bar) {
    this.api = api;
    this.order = order.deepCopy();
    this.bar = bar;
  }

  ReplaySum run(long limit) throws IOException, InterruptedException {
    ReplaySum sum = new ReplaySum();
    String next = "";
    while (next != null && sum.moved() < limit) {
      JsonNode part = ask(limit - sum.moved());
      sum.add(part);
      bar.at(sum.moved() + sum.staying());
      next = part.path("next").asText(null);
      order.put("cursor", next);
    }
    return sum;
  }

  private JsonNode ask(long left) throws IOException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      order.put("limit", Math.min(piece, left));
      Reply reply = api.post("/api/failed/replay", order.toString());
      JsonNode error =
          reply.status() == 400 ? reply.json().path("error") : MissingNode.getInstance();
      if (reply.status() == 400
          && error.path("field").asText().equals("limit")
          && error.path("limit").asLong(piece) < piece) {
        piece = error.path("limit").asLong(); // what this server allows
      } else if (reply.retryAfter() > 0 && attempt < TRIES_MAX) {
        bar.note(ServerApi.message(reply));
        TimeUnit.SECONDS.sleep(reply.retryAfter());
      } else {
        return api.good(reply);
      }
    }
  }
}
