/**
 * Attribution, pure Java: which touches a conversion is put down to, and what each gets of it. Time
 * goes on by the watermark that is passed in.
 */
package io.eventmill.steps.attribute;
