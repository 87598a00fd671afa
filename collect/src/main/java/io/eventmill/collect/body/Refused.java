package io.eventmill.collect.body;

/** Carries a {@link Refusal} out of the depth of a body. Has no stack trace: it is an answer. */
public final class Refused extends Exception {
  private static final long serialVersionUID = 1L;
  private final transient Refusal refusal;

  Refused(Refusal refusal) {
    super(refusal.message(), null, false, false);
    this.refusal = refusal;
  }

  public Refusal refusal() {
    return refusal;
  }
}
