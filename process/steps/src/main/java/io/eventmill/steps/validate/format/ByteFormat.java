package io.eventmill.steps.validate.format;

/**
 * Knows the common shape of a format by its bytes. A "no" only means that it is not sure: the
 * library has to be asked. A "yes" is always the library's too.
 */
@FunctionalInterface
public interface ByteFormat {
  /**
   * @param text well-formed UTF-8 between {@code from} and {@code to}
   */
  boolean surely(byte[] text, int from, int to);

  /** One that is never sure, for names without a check of their own. */
  static ByteFormat of(String name) {
    return switch (name) {
      case "date-time" -> Times::isDateTime;
      case "date" -> Times::isDate;
      case "time" -> Times::isTime;
      case "uuid" -> Identifiers::isUuid;
      case "ipv4" -> Addresses::isIpv4;
      case "ipv6" -> Addresses::isIpv6;
      case "hostname" -> Addresses::isHostname;
      case "email", "idn-email" -> Addresses::isEmail;
      case "uri", "uri-reference", "iri", "iri-reference" -> Identifiers::isWebUri;
      default -> (text, from, to) -> false;
    };
  }
}
