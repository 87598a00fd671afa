/**
 * Questions out over HTTP, and the dashboard. Each question is a class; {@link
 * io.eventmill.query.QueryRoutes} has the list.
 */
package io.eventmill.query;
