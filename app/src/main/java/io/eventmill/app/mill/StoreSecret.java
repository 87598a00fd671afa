package io.eventmill.app.mill;

import io.eventmill.pipeline.SecretRule;

/**
 * A password or key of a store, before it is used: not empty, not the one of everybody's example.
 */
final class StoreSecret {
  private StoreSecret() {}

  /**
   * @param setting that names the variable
   * @param secret what the variable holds; never shown
   * @throws UseException when it protects nothing
   */
  static String of(String setting, String variable, String secret) {
    SecretRule.fault(secret, 1)
        .ifPresent(
            fault -> {
              throw new UseException(
                  setting + ": what the environment variable " + variable + " holds " + fault);
            });
    return secret;
  }
}
