/** Who may send: write keys, origins, and how often. */
package io.eventmill.collect.keys;
