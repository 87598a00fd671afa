/** Events of a mobile app: the lines of a file, sent again and again with the time of sending. */
package io.eventmill.simulate.mobile;
