package io.eventmill.app.security;

/**
 * Who asks.
 *
 * @param byCookie a browser adds it by itself, whoever made it ask
 */
record Who(String name, Rights rights, boolean byCookie) {}
