package io.eventmill.app.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** Ports of this machine that are free now; another process may take one meanwhile. */
public final class Ports {
  private static final int LASTING_FROM = 15_000;
  private static final int LASTING_TO = 32_000;

  private Ports() {}

  /**
   * A port for a server that dies and comes again, with the next one free as well. Not one of those
   * that the system gives to connections: a client that knocks while nobody listens would take it
   * away, or be connected to itself.
   */
  public static int lasting() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(LASTING_FROM, LASTING_TO);
      if (isFree(port) && isFree(port + 1)) {
        return port;
      }
    }
  }

  /** Several of them, all different. */
  static List<Integer> lasting(int count) {
    Set<Integer> ports = new LinkedHashSet<>();
    while (ports.size() < count) {
      int port = lasting();
      if (!ports.contains(port - 1) && !ports.contains(port + 1)) {
        ports.add(port);
      }
    }
    return List.copyOf(ports);
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  static boolean answers(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
