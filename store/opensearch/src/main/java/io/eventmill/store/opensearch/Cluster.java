package io.eventmill.store.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.eventmill.store.StoreUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.DefaultHostnameVerifier;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.util.Timeout;
import org.opensearch.client.Request;
import org.opensearch.client.Response;
import org.opensearch.client.ResponseException;
import org.opensearch.client.RestClient;
import org.opensearch.client.RestClientBuilder;

/**
 * Requests to the cluster, each to a node that answers, and what its statuses mean. Safe for
 * threads.
 */
final class Cluster implements AutoCloseable {
  /** In the message when an index is there, but not all of it can be asked. */
  static final String SHARDS_AWAY = "search_phase_execution_exception";

  private static final ContentType JSON = ContentType.create("application/json");

  private final RestClient client;
  private final String nodes;

  /**
   * @param status of HTTP
   * @param body a missing node where there is none
   */
  record Answer(int status, JsonNode body) {}

  Cluster(OpenSearchConfig config) {
    this.nodes = String.join(", ", config.urls());
    HttpHost[] hosts = config.urls().stream().map(Cluster::host).toArray(HttpHost[]::new);
    Timeout answer = Timeout.of(config.requestTimeout());
    Timeout connect = Timeout.of(config.connectTimeout());
    RestClientBuilder builder =
        RestClient.builder(hosts)
            .setRequestConfigCallback(c -> c.setResponseTimeout(answer))
            .setHttpClientConfigCallback(
                c ->
                    c.setConnectionManager(
                        PoolingAsyncClientConnectionManagerBuilder.create()
                            .setMaxConnPerRoute(20)
                            .setMaxConnTotal(40)
                            .setTlsStrategy(
                                new DefaultClientTlsStrategy(
                                    Trust.of(config.authority()),
                                    HostnameVerificationPolicy.BOTH,
                                    new DefaultHostnameVerifier()))
                            .setDefaultConnectionConfig(
                                ConnectionConfig.custom()
                                    .setConnectTimeout(connect)
                                    .setSocketTimeout(answer)
                                    .build())
                            .build()));
    if (config.user() != null) {
      byte[] pair = (config.user() + ":" + config.password()).getBytes(StandardCharsets.UTF_8);
      String basic = "Basic " + Base64.getEncoder().encodeToString(pair);
      builder.setDefaultHeaders(new Header[] {new BasicHeader("Authorization", basic)});
    }
    this.client = builder.build();
  }

  private static HttpHost host(String url) {
    java.net.URI uri = java.net.URI.create(url);
    int port = uri.getPort() >= 0 ? uri.getPort() : uri.getScheme().equals("https") ? 443 : 80;
    return new HttpHost(uri.getScheme(), uri.getHost(), port);
  }

  /**
   * @return whatever the cluster says, also a refusal; but not that it cannot answer now
   * @throws StoreUnavailableException when it cannot
   */
  Answer ask(String method, String path, Map<String, String> parameters, byte[] body) {
    Request request = new Request(method, path);
    parameters.forEach(request::addParameter);
    if (body != null) {
      request.setEntity(new ByteArrayEntity(body, JSON));
    }
    try {
      return answer(client.performRequest(request));
    } catch (ResponseException e) {
      return refusal(method + " " + path, e.getResponse());
    } catch (IOException e) {
      throw new StoreUnavailableException("store: no answer from " + nodes + ": " + reason(e), e);
    }
  }

  /** The connection ended while a request was under way: whether it was taken is not known. */
  static boolean connectionLost(StoreUnavailableException e) {
    return e.getCause() instanceof IOException why
        && !(why instanceof ConnectException)
        && !(why instanceof SocketTimeoutException);
  }

  /** True when a small question gets an answer now. */
  boolean answers() {
    try {
      ask("GET", "/", Map.of(), null);
      return true;
    } catch (StoreUnavailableException e) {
      return false;
    }
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private Answer refusal(String what, Response response) {
    int status = response.getStatusLine().getStatusCode();
    Answer answer;
    try {
      answer = answer(response);
    } catch (IOException e) {
      answer = new Answer(status, MissingNode.getInstance());
    }
    if (status == 429 || status >= 500) {
      throw new StoreUnavailableException(
          "store: " + nodes + " cannot answer " + what + " now: " + reason(answer), null);
    }
    if (status == 401 || status == 403) {
      throw new StoreUnavailableException(
          "store: "
              + nodes
              + " refuses "
              + what
              + " ("
              + status
              + "); check opensearch.user, its password and its rights: "
              + reason(answer),
          null);
    }
    return answer;
  }

  private static Answer answer(Response response) throws IOException {
    int status = response.getStatusLine().getStatusCode();
    if (response.getEntity() == null) {
      return new Answer(status, MissingNode.getInstance());
    }
    try (InputStream in = response.getEntity().getContent()) {
      return new Answer(status, Json.MAPPER.readTree(in));
    }
  }

  /** The same, for questions that are never refused. */
  JsonNode get(String method, String path, Map<String, String> parameters, JsonNode body) {
    Answer answer = ask(method, path, parameters, body == null ? null : Json.bytes(body));
    if (answer.status() >= 300) {
      throw new IllegalStateException(
          "store: " + nodes + " refuses " + method + " " + path + ": " + reason(answer));
    }
    return answer.body();
  }

  /** Why a request or a row was refused, in the cluster's words. */
  static String reason(Answer answer) {
    JsonNode error = answer.body().path("error");
    String text = error.isTextual() ? error.asText() : reason(error);
    return text.isEmpty() ? "status " + answer.status() : text;
  }

  static String reason(JsonNode error) {
    JsonNode deepest = error;
    while (deepest.path("caused_by").has("reason")) {
      deepest = deepest.path("caused_by");
    }
    String why = deepest.path("reason").asText();
    String type = error.path("type").asText();
    return type.isEmpty() ? why : type + ": " + why;
  }

  @Override
  public void close() {
    try {
      client.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
