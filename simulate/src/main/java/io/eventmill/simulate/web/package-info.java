/** The simulated web shop: visitors, what they click, and when. */
package io.eventmill.simulate.web;
