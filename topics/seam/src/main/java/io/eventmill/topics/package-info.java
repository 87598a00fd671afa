/**
 * The seam between stages: which topics there are, what stands in a record's headers, and how
 * clients are set. Stages never call each other; they meet here.
 */
package io.eventmill.topics;
