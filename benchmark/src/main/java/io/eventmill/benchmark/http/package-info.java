/** Load over HTTP: what is posted, who posts it, what comes of it. */
package io.eventmill.benchmark.http;
