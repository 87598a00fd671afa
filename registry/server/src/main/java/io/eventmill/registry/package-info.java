/**
 * The schema registry: JSON Schemas, their versions per subject and the rules by which they may
 * change, kept in a compacted topic and served over the REST protocol that other registries speak.
 */
package io.eventmill.registry;
