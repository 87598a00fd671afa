package io.eventmill.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** A port that nobody answers at, not even with a refusal: so many wait already. */
public final class FullDoor implements AutoCloseable {
  private static final int WAITING_MAX = 1_000;
  private static final int PATIENCE_MILLIS = 300;

  private final ServerSocket server;
  private final List<Socket> waiting = new ArrayList<>();

  private FullDoor(ServerSocket server) {
    this.server = server;
  }

  public static FullDoor open() throws IOException {
    FullDoor door = new FullDoor(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
    while (door.takesOneMore()) {
      if (door.waiting.size() > WAITING_MAX) {
        door.close();
        throw new IOException("this system lets any number of connections wait");
      }
    }
    return door;
  }

  private boolean takesOneMore() throws IOException {
    Socket socket = new Socket();
    waiting.add(socket);
    try {
      socket.connect(
          new InetSocketAddress(server.getInetAddress(), server.getLocalPort()), PATIENCE_MILLIS);
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    }
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  @Override
  public void close() throws IOException {
    for (Socket socket : waiting) {
      socket.close();
    }
    server.close();
  }
}
