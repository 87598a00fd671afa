/** Rules in CEL: checked when the pipeline file is read, then asked about each event. */
package io.eventmill.steps.rule;
