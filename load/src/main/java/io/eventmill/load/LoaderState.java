package io.eventmill.load;

/**
 * How a loader does, at one moment.
 *
 * @param running false once it has stopped
 * @param trouble why the store or the log cannot be used now; null when all is well
 * @param lag records that stand on the topics and not yet in the store
 * @param events events written since the start
 * @param failed failed events written since the start
 * @param repeats records dropped because their origin had been taken before
 */
public record LoaderState(
    boolean running, String trouble, long lag, long events, long failed, long repeats) {}
