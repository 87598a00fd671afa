package io.eventmill.registry;

import com.fasterxml.jackson.databind.JsonNode;

/** {@code /config} and {@code /mode}: the rules for all subjects and for single ones. */
final class ConfigRoutes {
  private final SchemaRegistry registry;

  ConfigRoutes(SchemaRegistry registry) {
    this.registry = registry;
  }

  void addTo(RegistryRoutes routes) {
    routes.get("/config", call -> Answers.level(registry.levelInForce(null)));
    routes.put("/config", call -> setLevel(null, call));
    routes.delete("/config", this::deleteGlobalLevel);
    routes.get("/config/:subject", this::level);
    routes.put("/config/:subject", call -> setLevel(call.subject(), call));
    routes.delete("/config/:subject", this::deleteLevel);
    routes.get("/mode", call -> Answers.mode(registry.modeInForce(null)));
    routes.put("/mode", call -> setMode(null, call));
    routes.get("/mode/:subject", this::mode);
    routes.put("/mode/:subject", call -> setMode(call.subject(), call));
    routes.delete("/mode/:subject", this::deleteMode);
  }

  private Object level(Call call) {
    return Answers.level(
        call.flag("defaultToGlobal")
            ? registry.levelInForce(call.subject())
            : registry
                .level(call.subject())
                .orElseThrow(() -> RegistryException.levelNotConfigured(call.subject())));
  }

  /** Clients write the field as it is set; some as it is got. */
  private Object setLevel(String subject, Call call) {
    JsonNode body = call.body();
    String name = body.path("compatibility").asText(body.path("compatibilityLevel").asText(""));
    CompatibilityLevel level =
        CompatibilityLevel.named(name).orElseThrow(RegistryException::invalidLevel);
    registry.setLevel(subject, level);
    return Answers.levelSet(level);
  }

  private Object deleteLevel(Call call) {
    if (registry.level(call.subject()).isEmpty()) {
      throw RegistryException.subjectNotFound(call.subject());
    }
    return registry
        .setLevel(call.subject(), null)
        .map(Answers::level)
        .orElseThrow(() -> RegistryException.subjectNotFound(call.subject()));
  }

  private Object deleteGlobalLevel(Call call) {
    CompatibilityLevel before = registry.levelInForce(null);
    registry.setLevel(null, null);
    return Answers.level(before);
  }

  private Object mode(Call call) {
    return Answers.mode(
        call.flag("defaultToGlobal")
            ? registry.modeInForce(call.subject())
            : registry
                .mode(call.subject())
                .orElseThrow(() -> RegistryException.modeNotConfigured(call.subject())));
  }

  private Object setMode(String subject, Call call) {
    Mode mode =
        Mode.named(call.body().path("mode").asText()).orElseThrow(RegistryException::invalidMode);
    registry.setMode(subject, mode, call.flag("force"));
    return Answers.mode(mode);
  }

  private Object deleteMode(Call call) {
    if (registry.mode(call.subject()).isEmpty()) {
      throw RegistryException.subjectNotFound(call.subject());
    }
    return registry
        .setMode(call.subject(), null, false)
        .map(Answers::mode)
        .orElseThrow(() -> RegistryException.subjectNotFound(call.subject()));
  }
}
