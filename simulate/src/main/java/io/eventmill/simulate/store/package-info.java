/** Devices of a store's staff that report states, some of them warnings and errors. */
package io.eventmill.simulate.store;
