package io.eventmill.app.mill;

import io.eventmill.pipeline.OpenSearchUse;
import io.eventmill.store.opensearch.OpenSearchConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Settings of the store of events, where that is OpenSearch or Elasticsearch. The first five are
 * the pipeline file's unless they are given.
 *
 * @param url of a node, or of several with commas between them; else the pipeline file's
 * @param prefix what the names of its indices begin with; else the pipeline file's
 * @param user who the cluster knows this server as, empty where it asks for none; else the pipeline
 *     file's
 * @param passwordEnv environment variable that holds the password; else the pipeline file's
 * @param tlsRootCertificate PEM file of the authority to trust; else the pipeline file's
 * @param shards of each index made from now on
 * @param replicas of each index made from now on, the least and the most; {@code 0-1} is one copy
 *     where there is a second node
 * @param indicesMax indices for sources and days; events of further days go to one for all
 * @param bulkActionsMax rows sent at once
 * @param bulkBytesMax bytes sent at once; a single larger row goes alone
 * @param bulkAttemptsMax how often rows are sent that the cluster has no room for, before their
 *     loader makes a pause
 * @param bulkRetryMin first pause before they are sent again; doubles each time
 * @param bulkRetryMax longest such pause
 * @param connectTimeout an attempt to connect is given up
 * @param requestTimeout an answer is no longer waited for
 */
public record OpenSearchSettings(
    List<String> url,
    String prefix,
    String user,
    String passwordEnv,
    String tlsRootCertificate,
    int shards,
    String replicas,
    int indicesMax,
    int bulkActionsMax,
    long bulkBytesMax,
    int bulkAttemptsMax,
    Duration bulkRetryMin,
    Duration bulkRetryMax,
    Duration connectTimeout,
    Duration requestTimeout) {
  static OpenSearchSettings defaults() {
    OpenSearchConfig usual = OpenSearchConfig.of("http://localhost:9200", "eventmill-");
    return new OpenSearchSettings(
        null,
        null,
        null,
        null,
        null,
        usual.shards(),
        usual.replicas(),
        usual.indicesMax(),
        usual.bulk().actionsMax(),
        usual.bulk().bytesMax(),
        usual.bulk().attemptsMax(),
        usual.bulk().retryMin(),
        usual.bulk().retryMax(),
        usual.connectTimeout(),
        usual.requestTimeout());
  }

  /**
   * @param environment has the password
   * @throws IllegalArgumentException when they cannot be; says what would be right
   */
  OpenSearchConfig config(OpenSearchUse file, Map<String, String> environment) {
    String name = or(user, file.user());
    boolean named = name != null && !name.isEmpty();
    String authority = or(tlsRootCertificate, file.rootCertificate());
    return new OpenSearchConfig(
        url == null ? file.urls() : url,
        or(prefix, file.prefix()),
        named ? name : null,
        named ? password(or(passwordEnv, file.passwordEnv()), environment) : null,
        authority == null ? null : Path.of(authority),
        shards,
        replicas,
        indicesMax,
        new OpenSearchConfig.Bulk(
            bulkActionsMax, bulkBytesMax, bulkAttemptsMax, bulkRetryMin, bulkRetryMax),
        connectTimeout,
        requestTimeout);
  }

  private static String password(String variable, Map<String, String> environment) {
    String password = variable == null ? null : environment.get(variable);
    if (password == null) {
      throw new IllegalArgumentException(
          variable == null
              ? "opensearch.user needs opensearch.password_env, the environment variable that"
                  + " holds the password"
              : "opensearch.password_env is " + variable + ", but there is no such variable");
    }
    return StoreSecret.of("opensearch.password_env", variable, password);
  }

  private static String or(String given, String file) {
    return given == null ? file : given;
  }
}
