/**
 * Who may ask and change what, over which connection: users, tokens, sessions, TLS, headers.
 *
 * <p>Why sessions are our own and not Vert.x's: theirs have no bound in number and no clock that a
 * test can pass in. Why no tokens in forms against forged requests: every browser says by itself
 * whether a page of ours sent a request, in a header that no page can set, and the cookie is
 * SameSite=Strict; so neither the dashboard nor the API's page needs to know of it. Why bcrypt: it
 * is in the library that makes the certificates, whole, with its text form and its comparison.
 */
package io.eventmill.app.security;
