package io.eventmill.topics;

/**
 * Names of the record headers. Values are UTF-8 text unless said otherwise. On raw: id, source,
 * received, ip, user agent, spool; on a replayed event also replay and attempt. On enriched: id,
 * source, received, origin, type, time. On failed: id, source, received, origin, reason, ip, user
 * agent. On dropped: id, source, received, origin, dropped. On a result's topic: result, version,
 * time.
 */
public final class HeaderNames {
  public static final String ID = "em-id";
  public static final String SOURCE = "em-source";

  /** When the collector accepted the event: epoch milliseconds, 8 bytes big endian. */
  public static final String RECEIVED = "em-received";

  public static final String IP = "em-ip";
  public static final String USER_AGENT = "em-user-agent";

  /** Where it lay in a collector's spool before it came here: {@code spool id:sequence}. */
  public static final String SPOOL = "em-spool";

  /** The raw record it came from: 28 bytes, see {@link io.eventmill.event.Origin}. */
  public static final String ORIGIN = "em-origin";

  public static final String TYPE = "em-type";

  /** Event time: epoch microseconds, 8 bytes big endian. */
  public static final String TIME = "em-time";

  /** A constant of {@link io.eventmill.event.Reason}. */
  public static final String REASON = "em-reason";

  /** Why the event goes nowhere: see {@link io.eventmill.event.Dropped.Cause#text}. */
  public static final String DROPPED = "em-dropped";

  /** The raw record that failed and whose event this is again: 28 bytes, as the origin. */
  public static final String REPLAY = "em-replay";

  /** How often the event has been processed when this record has: decimal; 1 when absent. */
  public static final String ATTEMPT = "em-attempt";

  /** Which result of the pipeline the row belongs to. */
  public static final String RESULT = "em-result";

  /** Version of the result's definition. */
  public static final String VERSION = "em-version";

  private HeaderNames() {}
}
