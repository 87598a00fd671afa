package io.eventmill.query.http;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Parameters that came as a JSON object. It must say that it is JSON: a page of another site can
 * make a browser send a form, but not this, so nobody is made to change something by a link.
 */
final class JsonBody {
  private static final String JSON = "application/json";
  private static final String LINES = "application/x-ndjson";

  private JsonBody() {}

  static MultiMap read(RoutingContext ctx) {
    requireType(ctx, Set.of(JSON));
    MultiMap values = MultiMap.caseInsensitiveMultiMap();
    for (Map.Entry<String, Object> field : object(ctx.body().buffer())) {
      Object value = field.getValue();
      if (value instanceof String || value instanceof Number || value instanceof Boolean) {
        values.add(field.getKey(), value.toString());
      } else if (value != null) {
        throw bad("The field '" + field.getKey() + "' is an object or an array; send one value.");
      }
    }
    return values;
  }

  /** A body that is data: JSON, or a JSON object per line. */
  static byte[] bytes(RoutingContext ctx) {
    requireType(ctx, Set.of(JSON, LINES));
    Buffer body = ctx.body().buffer();
    return body == null ? new byte[0] : body.getBytes();
  }

  private static void requireType(RoutingContext ctx, Set<String> right) {
    String type = ctx.request().getHeader(HttpHeaders.CONTENT_TYPE);
    String found = type == null ? null : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (found == null || !right.contains(found)) {
      throw ApiException.of(
          415,
          "unsupported_media_type",
          "The body's Content-Type is "
              + (type == null ? "missing" : "'" + type + "'")
              + "; send application/json.");
    }
  }

  private static JsonObject object(Buffer body) {
    try {
      if (body != null && body.length() > 0) {
        return new JsonObject(body);
      }
    } catch (DecodeException | ClassCastException e) {
      throw bad("The body is no JSON object: " + e.getMessage());
    }
    throw bad("The body is empty; send a JSON object.");
  }

  private static ApiException bad(String message) {
    return ApiException.of(400, "bad_body", message);
  }
}
