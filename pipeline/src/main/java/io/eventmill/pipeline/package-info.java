/**
 * The pipeline file: what the user wrote, as records that have been checked. Reading needs no
 * network and reports all errors at once, each with its path, line and a guess at what was meant.
 */
package io.eventmill.pipeline;
