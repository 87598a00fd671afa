package io.eventmill.collect.keys;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/**
 * The write key that a request brings, where trackers put it: {@code X-Write-Key}, {@code
 * Authorization} as Bearer or as Basic (the user, or the password where there is no user), or a
 * parameter of the query. The first of these that is there counts. In an event it is a field.
 */
public final class GivenKey {
  /** Fields of an event, and names of parameters, that hold a key. */
  public static final List<String> NAMES = List.of("write_key", "writeKey", "api_key");

  private static final Set<String> PARAMETERS = Set.copyOf(NAMES);
  private static final CharSequence HEADER = HttpHeaders.createOptimized("x-write-key");

  private GivenKey() {}

  /** Null when there is none. */
  public static String of(HttpServerRequest request) {
    String header = request.getHeader(HEADER);
    if (header != null && !header.isBlank()) {
      return header.trim();
    }
    String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (authorization != null) {
      return authorized(authorization);
    }
    if (request.query() == null) {
      return null;
    }
    for (String name : NAMES) {
      String given = request.getParam(name);
      if (given != null && !given.isBlank()) {
        return given;
      }
    }
    return null;
  }

  private static String authorized(String authorization) {
    int space = authorization.indexOf(' ');
    String scheme = space < 0 ? authorization : authorization.substring(0, space);
    String rest = space < 0 ? "" : authorization.substring(space + 1).trim();
    if (!scheme.equalsIgnoreCase("basic")) {
      return scheme.equalsIgnoreCase("bearer") ? rest : "";
    }
    try {
      String pair = new String(Base64.getDecoder().decode(rest), StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      String user = colon < 0 ? pair : pair.substring(0, colon);
      return user.isEmpty() && colon >= 0 ? pair.substring(colon + 1) : user;
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  /** A query without its key: what is left becomes an event. */
  public static String without(String query) {
    if (query == null) {
      return null;
    }
    StringBuilder rest = new StringBuilder(query.length());
    for (String parameter : query.split("&")) {
      int equals = parameter.indexOf('=');
      if (!PARAMETERS.contains(equals < 0 ? parameter : parameter.substring(0, equals))) {
        rest.append(rest.length() == 0 ? "" : "&").append(parameter);
      }
    }
    return rest.toString();
  }
}
