/** From the bytes of a request to raw events, or to the reason why not. Knows no HTTP server. */
package io.eventmill.collect.body;
