package io.eventmill.query.http;

import io.eventmill.event.json.JsonStrings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A question that gets an error for an answer: {@code {"error":{"code","message","field"}}}. Has no
 * stack trace, it is data.
 */
public final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final transient List<BadParameter> problems;
  private final int retryAfterSeconds;

  private ApiException(
      int status, String code, String message, List<BadParameter> problems, int retryAfter) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
    this.problems = List.copyOf(problems);
    this.retryAfterSeconds = retryAfter;
  }

  public static ApiException of(int status, String code, String message) {
    return new ApiException(status, code, message, List.of(), 0);
  }

  /** 400 with everything that is wrong with the request. */
  public static ApiException badParameters(List<BadParameter> problems) {
    String message =
        problems.stream().map(p -> p.field() + ": " + p.message()).collect(Collectors.joining(" "));
    return new ApiException(400, "bad_parameter", message, problems, 0);
  }

  /**
   * 422 with everything that is wrong with what was sent.
   *
   * @param fields what each of the messages is about
   */
  public static ApiException refused(
      String code, String message, List<String> fields, List<String> messages) {
    List<BadParameter> problems = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      problems.add(new BadParameter(fields.get(i), messages.get(i)));
    }
    return new ApiException(422, code, message, problems, 0);
  }

  public static ApiException notFound(String message) {
    return of(404, "not_found", message);
  }

  /** 503: the same request may well be answered later. */
  public static ApiException busy(String code, String message, int retryAfterSeconds) {
    return new ApiException(503, code, message, List.of(), retryAfterSeconds);
  }

  public int status() {
    return status;
  }

  /** Seconds for the Retry-After header; 0 = none. */
  public int retryAfterSeconds() {
    return retryAfterSeconds;
  }

  public byte[] body() {
    StringBuilder out = new StringBuilder("{\"error\":{\"code\":");
    JsonStrings.quote(code, out);
    out.append(",\"message\":");
    JsonStrings.quote(getMessage(), out);
    if (!problems.isEmpty()) {
      BadParameter first = problems.get(0);
      out.append(",\"field\":");
      JsonStrings.quote(first.field(), out);
      if (first.limit() != null) {
        out.append(",\"limit\":").append(first.limit().longValue());
      }
    }
    if (problems.size() > 1 || status == 422 && !problems.isEmpty()) {
      out.append(",\"problems\":[");
      out.append(problems.stream().map(ApiException::problem).collect(Collectors.joining(",")));
      out.append(']');
    }
    return out.append("}}\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String problem(BadParameter problem) {
    return "{\"field\":"
        + JsonStrings.quote(problem.field())
        + ",\"message\":"
        + JsonStrings.quote(problem.message())
        + "}";
  }
}
