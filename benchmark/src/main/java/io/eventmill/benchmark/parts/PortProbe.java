package io.eventmill.benchmark.parts;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/** Whether someone listens on a port of this machine. */
public final class PortProbe {
  private PortProbe() {}

  public static boolean answers(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }
}
