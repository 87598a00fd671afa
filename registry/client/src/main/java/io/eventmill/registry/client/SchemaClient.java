package io.eventmill.registry.client;

import io.eventmill.registry.client.SchemaAnswer.Away;
import io.eventmill.registry.client.SchemaAnswer.Found;
import io.eventmill.registry.client.SchemaAnswer.NotFound;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Gets JSON Schemas from a registry by URL: ours, or any that speaks the same protocol. Blocks for
 * as long as its limits allow; never throws for what the registry or the network does. Schemas that
 * were asked for once go on being answered while the registry is away; of others it says that it
 * is. Safe for threads: one asks at a time, the others find the answer kept. Nothing is on disk: a
 * new process has to ask again.
 */
public final class SchemaClient {
  private final SchemaClientLimits limits;
  private final RegistryReplies replies;
  private final Clock clock;
  private final SchemaCache cache;
  private final ReentrantLock asking = new ReentrantLock();
  private volatile Instant askAgainAt = Instant.MIN;
  private volatile String problem = "";

  public SchemaClient(SchemaClientSettings settings, Clock clock) {
    this.limits = settings.limits();
    this.replies = new RegistryReplies(new RegistryHttp(settings), limits.referencesMax());
    this.clock = clock;
    this.cache = new SchemaCache(limits.schemasMax());
  }

  /** An id names the same schema for good, so this asks the registry once. */
  public SchemaAnswer byId(int id) {
    return answer(idPath(id), null);
  }

  /** A version is the same schema for good, so this asks the registry once. */
  public SchemaAnswer version(String subject, int version) {
    return answer(versionPath(subject, Integer.toString(version)), null);
  }

  /** The subject's newest version, as of at most {@code freshFor} ago. */
  public SchemaAnswer latest(String subject) {
    return answer(versionPath(subject, "latest"), limits.freshFor());
  }

  /** Registers a schema; doing so again changes nothing. Not retried when the answer is clear. */
  public Registration register(String subject, String schema) {
    try {
      return replies.register("/subjects/" + encode(subject) + "/versions", schema);
    } catch (AwayException e) {
      return new Registration.Away(e.getMessage());
    }
  }

  /** The version that this schema is under a subject; asked each time. */
  public SchemaAnswer lookUp(String subject, String schema) {
    try {
      return replies.lookUp("/subjects/" + encode(subject), schema);
    } catch (AwayException e) {
      return new Away(e.getMessage());
    }
  }

  private static String idPath(int id) {
    return "/schemas/ids/" + id;
  }

  static String versionPath(String subject, String version) {
    return "/subjects/" + encode(subject) + "/versions/" + version;
  }

  private static String encode(String subject) {
    return URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /**
   * @param freshFor how long a schema found is believed; null: for good
   */
  private SchemaAnswer answer(String path, Duration freshFor) {
    SchemaCache.Said said = cache.get(path);
    if (holds(said, freshFor)) {
      return said.answer();
    }
    asking.lock();
    try {
      said = cache.get(path);
      if (holds(said, freshFor)) {
        return said.answer(); // another thread asked while we waited
      }
      return clock.instant().isBefore(askAgainAt) ? remembered(said) : ask(path, said);
    } finally {
      asking.unlock();
    }
  }

  private SchemaAnswer ask(String path, SchemaCache.Said before) {
    try {
      SchemaAnswer answer = replies.schema(path);
      SchemaCache.Said said = new SchemaCache.Said(answer, clock.instant());
      cache.put(path, said);
      if (answer instanceof Found found && found.schema().subject() != null) {
        // An event names its schema by id: it is to be known then, too.
        cache.put(idPath(found.schema().id()), said);
      }
      return answer;
    } catch (AwayException e) {
      problem = e.getMessage();
      askAgainAt = clock.instant().plus(limits.awayFor());
      return remembered(before);
    }
  }

  private boolean holds(SchemaCache.Said said, Duration freshFor) {
    if (said == null) {
      return false;
    }
    Duration believed = said.answer() instanceof NotFound ? limits.missingFor() : freshFor;
    return believed == null || clock.instant().isBefore(said.at().plus(believed));
  }

  /** A schema once found is good enough; that there was none once is not. */
  private SchemaAnswer remembered(SchemaCache.Said said) {
    return said != null && said.answer() instanceof Found found
        ? new Found(found.schema(), true)
        : new Away(problem);
  }
}
