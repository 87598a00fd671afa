/**
 * Pages and their parts, served from the class path: the dashboard, the API's docs, the contract.
 */
package io.eventmill.query.pages;
