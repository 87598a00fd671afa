/** Main, command line, configuration, wiring, health. The only module that knows everyone. */
package io.eventmill.app;
