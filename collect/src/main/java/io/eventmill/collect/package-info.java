/**
 * HTTP in, raw topic out. A 200 means kept: it is answered only when every event of the request
 * would survive the death of this process.
 */
package io.eventmill.collect;
