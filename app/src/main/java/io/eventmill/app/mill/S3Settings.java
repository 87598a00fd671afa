package io.eventmill.app.mill;

import java.util.HashMap;
import java.util.Map;

/**
 * How lakes at {@code s3://} are reached. Keys come from the environment alone.
 *
 * @param endpoint of a store other than Amazon's, e.g. {@code http://minio:9000}; none: Amazon's
 * @param region as the store wants it in signatures
 * @param pathStyle whether the bucket stands in the path of an address, not in its host's name
 * @param accessKeyEnv environment variable that holds the access key
 * @param secretKeyEnv environment variable that holds the secret key
 */
public record S3Settings(
    String endpoint, String region, boolean pathStyle, String accessKeyEnv, String secretKeyEnv) {
  static S3Settings defaults() {
    return new S3Settings(null, "us-east-1", false, "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY");
  }

  /**
   * As Flink's file system wants them. Without both keys it looks where Amazon's own tools look.
   *
   * @throws UseException when only one of the keys is there
   */
  Map<String, String> fileSystem(Map<String, String> environment) {
    Map<String, String> settings = new HashMap<>();
    settings.put("s3.region", region);
    settings.put("s3.path-style-access", String.valueOf(pathStyle));
    if (endpoint != null) {
      settings.put("s3.endpoint", endpoint);
      // Amazon's own way of sending checksums behind a body; Ceph and others answer it with 400.
      // What is sent is signed as a whole then, which shows a change on the way as well.
      settings.put("s3.chunked-encoding.enabled", "false");
      settings.put("s3.checksum-validation.enabled", "false");
    }
    String access = environment.get(accessKeyEnv);
    String secret = environment.get(secretKeyEnv);
    if ((access == null) != (secret == null)) {
      throw new UseException(
          "the environment has %s but not %s; a lake at s3:// needs both or neither"
              .formatted(
                  access == null ? secretKeyEnv : accessKeyEnv,
                  access == null ? accessKeyEnv : secretKeyEnv));
    }
    if (access != null) {
      settings.put("s3.access-key", access);
      settings.put("s3.secret-key", StoreSecret.of("s3.secret_key_env", secretKeyEnv, secret));
    }
    return settings;
  }
}
