/** {@code ./eventmill bench}: the product beside its peers, in one run. */
package io.eventmill.benchmark;
