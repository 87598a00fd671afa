/** What tests of every module share: sample events, and the contract that every store passes. */
package io.eventmill.testkit;
