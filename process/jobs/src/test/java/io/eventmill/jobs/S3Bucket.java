package io.eventmill.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What stands in the bucket {@code lake} of a store, asked with curl's signed requests. */
record S3Bucket(String url) {
  private static final Pattern KEY = Pattern.compile("<Key>([^<]*)</Key>");

  /** Whether the store is there, and the bucket made. */
  boolean make() throws Exception {
    return curl("-X", "PUT", url + "/lake").ok();
  }

  /** As the server sets it for a store that is not Amazon's. */
  Map<String, String> fileSystem() {
    return Map.of(
        "s3.endpoint", url,
        "s3.region", "us-east-1",
        "s3.path-style-access", "true",
        "s3.chunked-encoding.enabled", "false",
        "s3.checksum-validation.enabled", "false",
        "s3.access-key", "test",
        "s3.secret-key", "testsecret");
  }

  /** Names of the objects in the bucket, up to a thousand. */
  List<String> keys() throws Exception {
    Answer answer = curl(url + "/lake?list-type=2");
    assertThat(answer.ok()).as(answer.text()).isTrue();
    assertThat(answer.text()).contains("<IsTruncated>false</IsTruncated>");
    List<String> keys = new ArrayList<>();
    Matcher found = KEY.matcher(answer.text());
    while (found.find()) {
      keys.add(found.group(1));
    }
    return keys;
  }

  /** Fetches an object. */
  void get(String key, Path to) throws Exception {
    Files.createDirectories(to.getParent());
    assertThat(curl("-o", to.toString(), url + "/lake/" + key.replace("=", "%3D")).ok())
        .as(key)
        .isTrue();
  }

  private record Answer(boolean ok, String text) {}

  private static Answer curl(String... args) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("curl", "-sSf", "--aws-sigv4"));
    command.addAll(List.of("aws:amz:us-east-1:s3", "--user", "test:testsecret"));
    command.addAll(List.of("-H", "x-amz-content-sha256: UNSIGNED-PAYLOAD"));
    command.addAll(List.of(args));
    Process curl = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text = new String(curl.getInputStream().readAllBytes(), UTF_8);
    return new Answer(curl.waitFor() == 0, text);
  }
}
