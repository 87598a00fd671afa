/** Is every event accounted for? What was accepted, held against what each stage has written. */
package io.eventmill.query.audit;
