package io.eventmill.collect.body;

/**
 * What a body may hold.
 *
 * @param eventMax bytes of one event
 * @param eventsMax events of one body
 * @param depthMax objects and arrays inside each other, the event itself included
 * @param idMax characters of an id or a key
 */
public record BodyLimits(int eventMax, int eventsMax, int depthMax, int idMax) {}
