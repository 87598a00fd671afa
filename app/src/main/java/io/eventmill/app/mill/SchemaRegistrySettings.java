package io.eventmill.app.mill;

import io.eventmill.registry.RegistryLimits;
import io.eventmill.registry.RegistrySettings;
import io.eventmill.registry.client.SchemaClientLimits;
import java.time.Duration;

/**
 * Settings of the schema registry: of the one in this server, and under {@code remote_} how one
 * elsewhere is asked, where a pipeline file names it.
 *
 * @param schemaBytesMax one schema, without white space around its tokens; more is refused
 * @param schemaDepthMax objects and arrays within each other in one schema; more is refused
 * @param subjectsMax subjects, deleted ones too until they are deleted for good; one more is
 *     refused
 * @param versionsMax versions of one subject, deleted ones too; one more is refused
 * @param textMax characters of all schemas together; more is refused
 * @param comparisonStepsMax pairs of sub-schemas looked at to compare two schemas; what needs more
 *     is refused
 * @param requestsMax requests worked on or waiting at once; one more is answered 503
 * @param timeout for a write to be kept, and for the log to answer; then 500
 * @param startTimeout for reading all schemas at the start; then the start fails
 * @param remoteConnectTimeout for reaching one address; then the next is tried
 * @param remoteRequestTimeout for one whole answer; then the next address is tried
 * @param remoteRetriesMax tries after the first, over all addresses in turn
 * @param remotePause before the first of them; doubled before each further one
 * @param remoteAway how long it is taken to be away without being asked, after all tries failed
 * @param remoteSchemasMax schemas of it kept in memory; the least recently used goes first
 * @param remoteAnswerBytesMax its largest answer that is read
 * @param remoteReferencesMax schemas that one of its schemas may refer to, directly and by others
 */
public record SchemaRegistrySettings(
    int schemaBytesMax,
    int schemaDepthMax,
    int subjectsMax,
    int versionsMax,
    long textMax,
    int comparisonStepsMax,
    int requestsMax,
    Duration timeout,
    Duration startTimeout,
    Duration remoteConnectTimeout,
    Duration remoteRequestTimeout,
    int remoteRetriesMax,
    Duration remotePause,
    Duration remoteAway,
    int remoteSchemasMax,
    int remoteAnswerBytesMax,
    int remoteReferencesMax) {
  public SchemaRegistrySettings {
    new RegistryLimits( // says what is wrong
        schemaBytesMax,
        schemaDepthMax,
        subjectsMax,
        versionsMax,
        textMax,
        comparisonStepsMax,
        requestsMax);
    atLeast("timeout in ms", timeout.toMillis(), 1);
    atLeast("start_timeout in ms", startTimeout.toMillis(), 1);
    atLeast("remote_connect_timeout in ms", remoteConnectTimeout.toMillis(), 1);
    atLeast("remote_request_timeout in ms", remoteRequestTimeout.toMillis(), 1);
    atLeast("remote_retries_max", remoteRetriesMax, 0);
    atLeast("remote_schemas_max", remoteSchemasMax, 1);
    atLeast("remote_answer_bytes_max", remoteAnswerBytesMax, 1);
    atLeast("remote_references_max", remoteReferencesMax, 0);
  }

  static SchemaRegistrySettings defaults() {
    RegistrySettings here = RegistrySettings.defaults();
    RegistryLimits limits = here.limits();
    SchemaClientLimits elsewhere = SchemaClientLimits.defaults();
    return new SchemaRegistrySettings(
        limits.schemaBytesMax(),
        limits.schemaDepthMax(),
        limits.subjectsMax(),
        limits.versionsMax(),
        limits.textMax(),
        limits.comparisonStepsMax(),
        limits.requestsMax(),
        here.timeout(),
        here.startTimeout(),
        elsewhere.connectTimeout(),
        elsewhere.requestTimeout(),
        elsewhere.retriesMax(),
        elsewhere.pause(),
        elsewhere.awayFor(),
        elsewhere.schemasMax(),
        elsewhere.answerBytesMax(),
        elsewhere.referencesMax());
  }

  /** Of the registry in this server. */
  RegistrySettings here() {
    RegistrySettings usual = RegistrySettings.defaults();
    return new RegistrySettings(
        usual.topic(),
        usual.replication(),
        timeout,
        startTimeout,
        new RegistryLimits(
            schemaBytesMax,
            schemaDepthMax,
            subjectsMax,
            versionsMax,
            textMax,
            comparisonStepsMax,
            requestsMax));
  }

  /** Of a registry elsewhere; whoever asks says how often, and keeps what was said before. */
  SchemaClientLimits elsewhere() {
    return new SchemaClientLimits(
        remoteConnectTimeout,
        remoteRequestTimeout,
        remoteRetriesMax,
        remotePause,
        remoteAway,
        Duration.ZERO,
        Duration.ZERO,
        remoteSchemasMax,
        remoteAnswerBytesMax,
        remoteReferencesMax);
  }

  private static void atLeast(String name, long value, long least) {
    if (value < least) {
      throw new IllegalArgumentException(
          "registry." + name + " is " + value + ", the least is " + least);
    }
  }
}
