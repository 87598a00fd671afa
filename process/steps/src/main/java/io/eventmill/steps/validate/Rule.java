package io.eventmill.steps.validate;

/** A compiled part of what a schema says about one value. */
sealed interface Rule
    permits TypeRule, ValueSet, StringRules, NumberRules, ObjectRules, ArrayRules, Branch {}
