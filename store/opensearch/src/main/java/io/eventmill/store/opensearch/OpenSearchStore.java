package io.eventmill.store.opensearch;

import io.eventmill.store.EventReader;
import io.eventmill.store.EventWriter;
import io.eventmill.store.FailedReader;
import io.eventmill.store.LedgerReader;
import io.eventmill.store.Purger;
import io.eventmill.store.SearchStore;

/**
 * Events in OpenSearch 2 or 3, or Elasticsearch 8 or 9. What dies here dies without harm: rows
 * count only when the document that holds the positions says so.
 */
public final class OpenSearchStore implements SearchStore {
  private final Cluster cluster;
  private final OpenSearchWriter writer;
  private final OpenSearchReader reader;
  private final OpenSearchFailures failures;
  private final OpenSearchLedger ledger;
  private final OldRows old;

  private OpenSearchStore(OpenSearchConfig config, Cluster cluster) {
    this.cluster = cluster;
    IndexNames names = new IndexNames(config.prefix());
    Indices indices = new Indices(cluster, names, config);
    indices.prepare();
    StateDocument document = new StateDocument(cluster, names);
    this.writer = new OpenSearchWriter(cluster, names, indices, document, config.bulk());
    this.reader = new OpenSearchReader(cluster, names, document);
    this.failures = new OpenSearchFailures(cluster, names, document);
    this.ledger = new OpenSearchLedger(cluster, names, document);
    this.old = new OldRows(cluster, names, indices, document, config.bulk());
  }

  /**
   * Says how indices are to look, and makes those that do not depend on events.
   *
   * @throws io.eventmill.store.StoreUnavailableException when the cluster does not answer
   * @throws IllegalArgumentException when the authority's file cannot be read
   */
  public static OpenSearchStore open(OpenSearchConfig config) {
    Cluster cluster = new Cluster(config);
    try {
      return new OpenSearchStore(config, cluster);
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  /**
   * Removes all that a store of this prefix has, and what it says of how its indices look. Nobody
   * must be writing there.
   *
   * @throws io.eventmill.store.StoreUnavailableException when the cluster does not answer
   */
  public static void remove(OpenSearchConfig config) {
    try (Cluster cluster = new Cluster(config)) {
      new Indices(cluster, new IndexNames(config.prefix()), config).remove();
    }
  }

  @Override
  public EventWriter writer() {
    return writer;
  }

  @Override
  public EventReader reader() {
    return reader;
  }

  @Override
  public FailedReader failures() {
    return failures;
  }

  @Override
  public LedgerReader ledger() {
    return ledger;
  }

  @Override
  public Purger purger() {
    return old;
  }

  @Override
  public void close() {
    cluster.close();
  }
}
