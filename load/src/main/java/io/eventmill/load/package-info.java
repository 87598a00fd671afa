/** Topic to store: the consumer loop, once, for every store. */
package io.eventmill.load;
