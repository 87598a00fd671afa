/** Visitors of a shop who search, click and fill their carts, as nested events of a few types. */
package io.eventmill.simulate.clickstream;
