package io.eventmill.query.pages;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

/**
 * A file of the class path, read and compressed once.
 *
 * @param etag names the content, so that a browser need not fetch it again
 * @param gzip null where compressing gains nothing
 */
record PageFile(String contentType, String etag, Buffer plain, Buffer gzip) {

  static PageFile read(String resource) {
    try (InputStream in = PageFile.class.getClassLoader().getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("'" + resource + "' is not on the class path");
      }
      byte[] bytes = in.readAllBytes();
      byte[] packed = packed(bytes);
      return new PageFile(
          contentType(resource),
          "\"" + hash(bytes) + "\"",
          Buffer.buffer(bytes),
          packed.length < bytes.length * 0.9 ? Buffer.buffer(packed) : null);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + resource, e);
    }
  }

  private static String contentType(String resource) {
    return switch (resource.substring(resource.lastIndexOf('.') + 1)) {
      case "html" -> "text/html; charset=utf-8";
      case "js" -> "text/javascript; charset=utf-8";
      case "css" -> "text/css; charset=utf-8";
      case "svg" -> "image/svg+xml";
      case "yaml" -> "application/yaml; charset=utf-8";
      default -> throw new IllegalArgumentException("no content type is known for " + resource);
    };
  }

  private static byte[] packed(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  private static String hash(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest, 0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
