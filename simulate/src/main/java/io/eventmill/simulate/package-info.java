/**
 * Clients of the HTTP door: generators of events and the sender of files. What both need of the
 * world outside (a place to put events, time, somebody who watches) stands here.
 */
package io.eventmill.simulate;
