package io.eventmill.app.schemas;

import io.eventmill.pipeline.RegistryUse;
import io.eventmill.registry.client.Registration;
import io.eventmill.registry.client.SchemaAnswer;
import io.eventmill.registry.client.SchemaClient;
import io.eventmill.registry.client.SchemaClientLimits;
import io.eventmill.registry.client.SchemaClientSettings;
import java.time.Clock;
import java.util.Map;

/** A registry by URL. */
record RemoteRegistry(SchemaClient client, String url) implements Registry {
  /**
   * @param environment where the password is
   * @param limits for asking it
   * @throws IllegalArgumentException when it is not there
   */
  static RemoteRegistry of(
      RegistryUse use, Map<String, String> environment, SchemaClientLimits limits) {
    SchemaClientSettings settings = SchemaClientSettings.of(use.url()).withLimits(limits);
    if (use.user() != null) {
      String password = environment.get(use.passwordEnv());
      if (password == null || password.isEmpty()) {
        throw new IllegalArgumentException(
            "the password for the schema registry at %s is expected in the environment variable %s"
                    .formatted(use.url(), use.passwordEnv())
                + " (registry.password_env), which is "
                + (password == null ? "not set" : "empty"));
      }
      settings = settings.withBasicAuth(use.user(), password);
    }
    return new RemoteRegistry(new SchemaClient(settings, Clock.systemUTC()), use.url());
  }

  @Override
  public SchemaAnswer version(String subject, int version) {
    SchemaAnswer answer = version == 0 ? client.latest(subject) : client.version(subject, version);
    return answer instanceof SchemaAnswer.Found found && found.stale()
        ? new SchemaAnswer.Away("it does not answer")
        : answer;
  }

  @Override
  public SchemaAnswer keep(String subject, String text) {
    Registration done = client.register(subject, text);
    if (done instanceof Registration.Refused refused) {
      return new SchemaAnswer.NotFound(refused.message());
    }
    if (done instanceof Registration.Away away) {
      return new SchemaAnswer.Away(away.message());
    }
    return client.lookUp(subject, text);
  }

  @Override
  public String described() {
    return "the registry at " + url;
  }
}
