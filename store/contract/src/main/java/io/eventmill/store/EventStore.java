package io.eventmill.store;

/** A place for events and for results alike. */
public interface EventStore extends SearchStore, ResultStore {}
