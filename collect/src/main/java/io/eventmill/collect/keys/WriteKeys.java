package io.eventmill.collect.keys;

import io.eventmill.pipeline.KeyPlace;
import io.eventmill.pipeline.SecretRule;
import io.eventmill.pipeline.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The keys of one source, any of which lets a sender in; several make it possible to change them
 * without a gap. Only their hashes are held: what was read is never shown again. Safe for threads.
 */
public final class WriteKeys {
  /** Of a source that asks for none. */
  public static final WriteKeys NONE = new WriteKeys(List.of());

  static final int LEAST = 16;
  static final int MOST = 100;
  private static final int LONGEST = 512;

  private final List<byte[]> hashes;

  private WriteKeys(List<byte[]> hashes) {
    this.hashes = hashes;
  }

  /** By source, its keys. */
  public static Map<String, WriteKeys> read(Iterable<Source> sources, UnaryOperator<String> env) {
    Map<String, WriteKeys> all = new HashMap<>();
    for (Source source : sources) {
      KeyPlace place = source.intake().keys();
      all.put(source.name(), place == null ? NONE : of(place, env));
    }
    return Map.copyOf(all);
  }

  /**
   * @throws IllegalArgumentException when they are missing or no secret; says which setting
   */
  static WriteKeys of(KeyPlace place, UnaryOperator<String> env) {
    Optional<String> missing = missing(place, env);
    if (missing.isPresent()) {
      throw new IllegalArgumentException(missing.get());
    }
    List<byte[]> hashes = new ArrayList<>();
    for (String key : text(place, env).split("[\\s,]+")) {
      if (!key.isEmpty()) {
        checked(place, key, hashes.size() + 1);
        hashes.add(hash(key));
      }
    }
    if (hashes.size() > MOST) {
      throw new IllegalArgumentException(
          place.setting() + " holds " + hashes.size() + " keys, the most is " + MOST);
    }
    return new WriteKeys(List.copyOf(hashes));
  }

  /** What keeps the keys from being read, without a value; for a check before the start. */
  public static Optional<String> missing(KeyPlace place, UnaryOperator<String> env) {
    if (place.env() != null) {
      String value = env.apply(place.env());
      return value == null || value.isBlank()
          ? Optional.of(
              place.setting()
                  + ": the environment variable "
                  + place.env()
                  + (value == null ? " is not set" : " is empty")
                  + "; put the write keys there, with spaces between them")
          : Optional.empty();
    }
    try {
      return Files.readString(place.file()).isBlank()
          ? Optional.of(
              place.setting() + ": " + place.file() + " is empty; write a key on each line")
          : Optional.empty();
    } catch (IOException e) {
      return Optional.of(
          place.setting() + ": " + place.file() + " cannot be read; write a key on each line");
    }
  }

  private static String text(KeyPlace place, UnaryOperator<String> env) {
    try {
      return place.env() == null ? Files.readString(place.file()) : env.apply(place.env());
    } catch (IOException e) {
      throw new IllegalArgumentException(place.setting() + ": " + place.file() + " cannot be read");
    }
  }

  private static void checked(KeyPlace place, String key, int number) {
    Optional<String> fault = SecretRule.fault(key, LEAST);
    if (fault.isPresent() || key.length() > LONGEST) {
      throw new IllegalArgumentException(
          place.setting()
              + ": write key "
              + number
              + " "
              + fault.orElse("is longer than " + LONGEST + " characters"));
    }
  }

  public boolean areAsked() {
    return !hashes.isEmpty();
  }

  /**
   * Which of the keys it is, from 0; -1 for none. Takes as long for a wrong key as for a right one,
   * however much of it is right.
   */
  public int indexOf(String given) {
    byte[] hash = hash(given);
    int found = -1;
    for (int i = 0; i < hashes.size(); i++) {
      if (MessageDigest.isEqual(hashes.get(i), hash)) {
        found = i;
      }
    }
    return found;
  }

  private static byte[] hash(String key) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
