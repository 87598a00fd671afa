/** Clients that send at full rate and never give up, and what they have been told. */
package io.eventmill.app.chaos.load;
