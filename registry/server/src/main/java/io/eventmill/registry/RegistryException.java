package io.eventmill.registry;

import io.eventmill.topics.LogAwayException;
import java.util.List;

/**
 * Why the registry does not do what was asked: the protocol's own codes, so that its clients know
 * them.
 */
public final class RegistryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final int code;

  private RegistryException(int status, int code, String message, Throwable cause) {
    super(message, cause);
    this.status = status;
    this.code = code;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The protocol's code, e.g. 40401. */
  public int code() {
    return code;
  }

  private static RegistryException of(int status, int code, String message) {
    return new RegistryException(status, code, message, null);
  }

  static RegistryException http(int status, String message) {
    return of(status, status, message);
  }

  static RegistryException subjectNotFound(String subject) {
    return of(404, 40401, "Subject '%s' not found.".formatted(subject));
  }

  static RegistryException versionNotFound(int version) {
    return of(404, 40402, "Version %d not found.".formatted(version));
  }

  static RegistryException schemaNotFound() {
    return of(404, 40403, "Schema not found");
  }

  static RegistryException schemaNotFound(Object id) {
    return of(404, 40403, "Schema %s not found".formatted(id));
  }

  static RegistryException subjectSoftDeleted(String subject) {
    return of(
        404,
        40404,
        "Subject '%s' was soft deleted. Set permanent=true to delete permanently"
            .formatted(subject));
  }

  static RegistryException subjectNotSoftDeleted(String subject) {
    return of(
        404,
        40405,
        "Subject '%s' was not deleted first before being permanently deleted".formatted(subject));
  }

  static RegistryException versionSoftDeleted(String subject, int version) {
    return of(
        404,
        40406,
        "Subject '%s' Version %d was soft deleted. Set permanent=true to delete permanently"
            .formatted(subject, version));
  }

  static RegistryException versionNotSoftDeleted(String subject, int version) {
    return of(
        404,
        40407,
        "Subject '%s' Version %d was not deleted first before being permanently deleted"
            .formatted(subject, version));
  }

  static RegistryException levelNotConfigured(String subject) {
    return of(
        404,
        40408,
        "Subject '%s' does not have subject-level compatibility configured".formatted(subject));
  }

  static RegistryException modeNotConfigured(String subject) {
    return of(
        404, 40409, "Subject '%s' does not have subject-level mode configured".formatted(subject));
  }

  static RegistryException incompatible(String subject, List<String> problems) {
    return of(
        409,
        409,
        "Schema being registered is incompatible with an earlier schema for subject \"%s\", details: %s"
            .formatted(subject, problems));
  }

  static RegistryException invalidSchema(String details) {
    return of(422, 42201, "Invalid schema: " + details);
  }

  static RegistryException invalidVersion(String version) {
    return of(
        422,
        42202,
        ("The specified version '%s' is not a valid version id. Allowed values are between"
                + " [1, 2^31-1] and the string \"latest\"")
            .formatted(version));
  }

  static RegistryException invalidLevel() {
    return of(
        422,
        42203,
        "Invalid compatibility level. Valid values are none, backward, forward, full,"
            + " backward_transitive, forward_transitive, and full_transitive");
  }

  static RegistryException invalidMode() {
    return of(422, 42204, "Invalid mode. Valid values are READWRITE, READONLY, and IMPORT");
  }

  static RegistryException notPermitted(String message) {
    return of(422, 42205, message);
  }

  static RegistryException tooManySteps(int limit) {
    return notPermitted(
        ("comparing it takes more than %d steps (registry.comparison_steps_max), or references lead too deep:"
                + " have fewer references to schemas that refer on, or set compatibility NONE for"
                + " the subject")
            .formatted(limit));
  }

  static RegistryException referenced(String subject, int version, List<Integer> by) {
    return of(
        422,
        42206,
        "One or more references exist to the schema: subject '%s' version %d is referenced by ids %s"
            .formatted(subject, version, by));
  }

  static RegistryException idTaken(int id) {
    return of(422, 42207, "Overwrite new schema with id %d is not permitted.".formatted(id));
  }

  static RegistryException invalidSubject(String subject, String why) {
    return of(
        422,
        42208,
        "The specified subject '%s' is not a valid subject: %s".formatted(subject, why));
  }

  static RegistryException tooLarge(long found, long limit) {
    return of(
        422,
        42209,
        "Schema is too large: it has %d bytes, the limit is %d (registry.schema_bytes_max)"
            .formatted(found, limit));
  }

  /** The log is away: it is not known whether the write was kept. */
  static RegistryException logAway(LogAwayException cause) {
    return new RegistryException(
        500, 50001, "Error in the backend data store: " + cause.getMessage(), cause);
  }
}
