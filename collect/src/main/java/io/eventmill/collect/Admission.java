package io.eventmill.collect;

import io.eventmill.collect.body.Refusal;
import io.eventmill.collect.body.Refused;
import io.eventmill.collect.keys.GivenKey;
import io.eventmill.collect.keys.RateLimits;
import io.eventmill.collect.keys.WriteKeys;
import io.eventmill.pipeline.Source;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Who may send to a source, and how often: by the page's origin, the sender's address and the write
 * key. Asked before a body is read, unless the key can only stand there. Safe for threads.
 */
final class Admission {
  private static final String HOW =
      "; send it as X-Write-Key, as Authorization (Bearer or Basic), as ?write_key= or as field"
          + " /write_key of the event";

  private final CollectConfig config;
  private final Map<String, WriteKeys> keys;
  private final Map<String, Cors> origins = new HashMap<>();
  private final Cors usual;
  private final RateLimits byKey;
  private final RateLimits byAddress;

  Admission(
      CollectConfig config,
      Iterable<Source> sources,
      Map<String, WriteKeys> keys,
      LongSupplier nanos) {
    this.config = config;
    this.keys = keys;
    this.usual = new Cors(config.origins(), "collect.origins");
    this.byKey = new RateLimits(config.keyRate(), config.rateBurst(), config.ratesMax(), nanos);
    this.byAddress =
        new RateLimits(config.addressRate(), config.rateBurst(), config.ratesMax(), nanos);
    for (Source source : sources) {
      if (!source.intake().origins().isEmpty()) {
        String setting = "sources." + source.name() + ".intake.origins";
        origins.put(source.name(), new Cors(source.intake().origins(), setting));
      }
    }
  }

  /**
   * @param source null when the request names none that is there
   */
  Cors cors(Source source) {
    return source == null ? usual : origins.getOrDefault(source.name(), usual);
  }

  WriteKeys keys(Source source) {
    return keys.getOrDefault(source.name(), WriteKeys.NONE);
  }

  /**
   * False when the key is still to come, in the body.
   *
   * @throws Refused when this sender has come too often, or brings a wrong key
   */
  boolean admits(Source source, HttpServerRequest request) throws Refused {
    if (byAddress.isOn()) {
      String address = CallerOf.address(request, config);
      int wait = byAddress.take(RateLimits.network(address));
      if (wait > 0) {
        throw tooOften(request.response(), "this address", byAddress, wait, "address_rate");
      }
    }
    if (!keys(source).areAsked()) {
      return true;
    }
    String given = GivenKey.of(request);
    if (given == null) {
      return false;
    }
    checkKey(source, given, request.response());
    return true;
  }

  /**
   * @param given null when there was none anywhere
   */
  void checkKey(Source source, String given, HttpServerResponse response) throws Refused {
    if (given == null) {
      response.putHeader("WWW-Authenticate", "Bearer realm=\"collect\"");
      String found = "source '" + source.name() + "' asks for a write key" + HOW;
      throw Refusal.of(401, "write_key_missing", found).asException();
    }
    int key = keys(source).indexOf(given);
    if (key < 0) {
      String found = "the write key is not one of source '" + source.name() + "'";
      throw Refusal.of(403, "write_key_wrong", found).asException();
    }
    int wait = byKey.take(source.name() + "#" + key);
    if (wait > 0) {
      throw tooOften(response, "this write key", byKey, wait, "key_rate");
    }
  }

  private static Refused tooOften(
      HttpServerResponse response, String who, RateLimits limits, int wait, String setting) {
    response.putHeader(HttpHeaders.RETRY_AFTER, Integer.toString(wait));
    String found = who + " sends more than " + limits.perSecond() + " requests a second";
    return Refusal.limit(429, "rate_limited", found, limits.perSecond(), setting).asException();
  }
}
