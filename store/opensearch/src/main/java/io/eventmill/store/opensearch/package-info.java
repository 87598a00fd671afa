/** Events in OpenSearch or Elasticsearch; see RATIONALE.md. */
package io.eventmill.store.opensearch;
