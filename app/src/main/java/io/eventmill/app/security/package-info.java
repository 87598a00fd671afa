/** Who may ask and change what, over which connection: users, tokens, sessions, TLS, headers. */
package io.eventmill.app.security;
