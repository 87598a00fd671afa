/** A real HDFS for tests, in a process of its own. */
package io.eventmill.testkit.hdfs;
