/** A shop: users and products as tables, their clicks and checkouts as events. */
package io.eventmill.simulate.shop;
