package io.eventmill.app.e2e;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.util.Locale;

/** Requests as bytes over a socket of their own: nothing is put right on the way. */
final class RawHttp {
  private static final int PATIENCE_MILLIS = 60_000;

  private RawHttp() {}

  /**
   * @param status 0 when the connection was closed without an answer
   */
  record Answer(int status, String head, String body) {
    static final Answer NONE = new Answer(0, "", "");
  }

  static Socket connect(URI to) throws IOException {
    Socket socket = new Socket(to.getHost(), to.getPort());
    socket.setSoTimeout(PATIENCE_MILLIS); // a hang ends as an error
    return socket;
  }

  static Answer send(URI to, byte[] request) throws IOException {
    try (Socket socket = connect(to)) {
      write(socket, request);
      return answer(socket);
    }
  }

  /** True when all was written; false when the server had hung up before. */
  static boolean write(Socket socket, byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      return true;
    } catch (IOException e) {
      return false; // it may have answered all the same
    }
  }

  /** The next answer on the connection. */
  static Answer answer(Socket socket) throws IOException {
    try {
      InputStream in = socket.getInputStream();
      String head = head(in);
      if (!head.startsWith("HTTP/")) {
        return Answer.NONE;
      }
      int status = Integer.parseInt(head.split(" ", 3)[1].strip());
      return new Answer(status, head, new String(in.readNBytes(length(head)), UTF_8));
    } catch (java.net.SocketTimeoutException e) {
      throw e;
    } catch (IOException e) {
      return Answer.NONE; // reset
    }
  }

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int last = 0;
    for (int b = in.read(); b >= 0; b = in.read()) {
      head.write(b);
      last = last << 8 | b;
      if (last == ('\r' << 24 | '\n' << 16 | '\r' << 8 | '\n')) {
        break;
      }
    }
    return head.toString(ISO_8859_1);
  }

  private static int length(String head) {
    for (String line : head.toLowerCase(Locale.ROOT).split("\r\n")) {
      if (line.startsWith("content-length:")) {
        return Integer.parseInt(line.substring(15).strip());
      }
    }
    return 0;
  }

  static byte[] bytes(Object... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Object part : parts) {
      out.writeBytes(part instanceof byte[] bytes ? bytes : part.toString().getBytes(UTF_8));
    }
    return out.toByteArray();
  }
}
