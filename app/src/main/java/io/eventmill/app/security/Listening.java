package io.eventmill.app.security;

import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * Where the HTTP door listens, and how.
 *
 * @param host the address; {@code localhost} is reached from this machine only
 * @param letsEverybodyIn asked to listen for others though nobody is asked who they are
 * @param certificate PEM file of the server's certificate and those it rests on; null: no TLS
 * @param key PEM file of its key
 */
public record Listening(String host, boolean letsEverybodyIn, Path certificate, Path key) {
  public Listening {
    if ((certificate == null) != (key == null)) {
      throw new IllegalArgumentException("--tls-cert and --tls-key belong together; give both");
    }
    for (Path file : certificate == null ? new Path[0] : new Path[] {certificate, key}) {
      if (!Files.isReadable(file)) {
        throw new IllegalArgumentException(
            file
                + " cannot be read; './eventmill certificates DIR' makes a certificate and its"
                + " key");
      }
    }
  }

  public static Listening local() {
    return new Listening("localhost", false, null, null);
  }

  /** Whether only this machine reaches it. */
  public boolean isLocal() {
    try {
      for (InetAddress address : InetAddress.getAllByName(host)) {
        if (!address.isLoopbackAddress()) {
          return false;
        }
      }
      return true;
    } catch (UnknownHostException e) {
      return false;
    }
  }

  public boolean isTls() {
    return certificate != null;
  }

  /** As this machine calls it. */
  public String url(int port) {
    boolean all = host.equals("0.0.0.0") || host.equals("::");
    return (isTls() ? "https://" : "http://") + (all ? "localhost" : host) + ":" + port;
  }

  public HttpServerOptions of(HttpServerOptions options) {
    options.setHost(host);
    if (isTls()) {
      options
          .setSsl(true)
          .setUseAlpn(false) // HTTP/1.1 only, as without TLS
          .setEnabledSecureTransportProtocols(Set.of("TLSv1.2", "TLSv1.3"))
          .setKeyCertOptions(
              new PemKeyCertOptions()
                  .setCertPath(certificate.toString())
                  .setKeyPath(key.toString()));
    }
    return options;
  }
}
