package io.eventmill.steps.enrich;

/**
 * What a User-Agent says. A part that it does not tell is null.
 *
 * @param deviceType one of bot, tv, console, tablet, mobile, desktop
 */
record UserAgentParts(
    String browser,
    String browserVersion,
    String os,
    String osVersion,
    String device,
    String deviceType,
    boolean isBot) {
  String part(String name) {
    return switch (name) {
      case "browser" -> browser;
      case "browser_version" -> browserVersion;
      case "os" -> os;
      case "os_version" -> osVersion;
      case "device" -> device;
      case "device_type" -> deviceType;
      default -> Boolean.toString(isBot);
    };
  }
}
