package io.eventmill.steps.enrich;

import io.eventmill.event.json.JsonKind;
import io.eventmill.pipeline.Section;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Puts a keyed hash (HMAC-SHA-256, RFC 2104) in the place of fields that name a person: the same
 * value has the same hash, and nobody without the key can find out whose it is. Numbers and truth
 * values are hashed as they are written; an object or array is taken out, for the same one can be
 * written in many ways. A field that is absent, null or empty stays so. The key stands in an
 * environment variable, never in the file.
 */
final class PseudonymiseEnrichment implements Enrichment {
  private static final String ALGORITHM = "HmacSHA256";

  /** RFC 2104 discourages keys that are much shorter than the hash; half of it is the least. */
  private static final int KEY_BYTES_MIN = 16;

  private static final String TRIM = "trim";
  private static final String LOWER_CASE = "lower_case";
  private static final String HEX = "hex";
  private static final String BASE64URL = "base64url";

  private final List<String> fields;
  private final String keyVariable;
  private final boolean trims;
  private final boolean lowers;
  private final boolean hex;
  private Mac mac;

  PseudonymiseEnrichment(Section settings) {
    this.fields = Settings.apart(settings, "fields");
    this.keyVariable = settings.text("key_env");
    List<String> normalise = settings.words("normalise", List.of(), List.of(TRIM, LOWER_CASE));
    this.trims = normalise.contains(TRIM);
    this.lowers = normalise.contains(LOWER_CASE);
    this.hex = settings.oneOf("encoding", HEX, List.of(HEX, BASE64URL)).equals(HEX);
  }

  @Override
  public List<String> reads() {
    return fields;
  }

  @Override
  public List<String> changes() {
    return fields;
  }

  @Override
  public List<String> adds() {
    return List.of();
  }

  @Override
  public void inspect(Section settings) {
    try {
      key();
    } catch (IllegalArgumentException e) {
      settings.problem("key_env", e.getMessage());
    }
  }

  @Override
  public void open() {
    try {
      mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key(), ALGORITHM));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java has HMAC-SHA-256", e);
    }
  }

  @Override
  public void enrich(EventView event) {
    for (int i = 0; i < fields.size(); i++) {
      if (event.isBlank(i)) {
        continue;
      }
      if (event.kind(i).isScalar()) {
        event.replaceText(i, hash(normalised(event.text(i), event.kind(i))));
      } else {
        event.remove(i);
      }
    }
  }

  private String normalised(String text, JsonKind kind) {
    if (kind != JsonKind.STRING) {
      return text;
    }
    String trimmed = trims ? text.strip() : text;
    return lowers ? trimmed.toLowerCase(Locale.ROOT) : trimmed;
  }

  private String hash(String text) {
    byte[] hash = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    return hex
        ? HexFormat.of().formatHex(hash)
        : Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
  }

  private byte[] key() {
    String key = System.getenv(keyVariable);
    if (key == null || key.isEmpty()) {
      throw new IllegalArgumentException(
          "the environment variable '"
              + keyVariable
              + "' is not set; it holds the key of the hash, at least "
              + KEY_BYTES_MIN
              + " bytes, e.g. of `openssl rand -hex 32`");
    }
    byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
    if (bytes.length < KEY_BYTES_MIN) {
      throw new IllegalArgumentException(
          "the key in the environment variable '"
              + keyVariable
              + "' has "
              + bytes.length
              + " bytes; at least "
              + KEY_BYTES_MIN
              + " are needed, e.g. of `openssl rand -hex 32`");
    }
    return bytes;
  }
}
