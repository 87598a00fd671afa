/** A whole cluster on this machine, each part a process of its own. */
package io.eventmill.app.local;
