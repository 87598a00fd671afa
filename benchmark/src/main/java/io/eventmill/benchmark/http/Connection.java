package io.eventmill.benchmark.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One kept-alive connection with at most one request under way. */
final class Connection {
  private static final int STATUS_FROM = 9; // "HTTP/1.1 200 "
  private static final int ANSWER_MAX = 64 * 1024;

  private final SocketChannel channel;
  private final SelectionKey key;
  private final ByteBuffer answer = ByteBuffer.allocate(ANSWER_MAX);
  private ByteBuffer request;
  long dueNanos;

  Connection(URI url, Selector selector) throws IOException {
    channel = SocketChannel.open(new InetSocketAddress(url.getHost(), url.getPort()));
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    key = channel.register(selector, SelectionKey.OP_READ, this);
  }

  void send(ByteBuffer bytes, long due) throws IOException {
    request = bytes.duplicate();
    dueNanos = due;
    answer.clear();
    flush();
  }

  /** Writes what the socket takes; the rest when it says that it takes more. */
  void flush() throws IOException {
    channel.write(request);
    key.interestOps(
        request.hasRemaining()
            ? SelectionKey.OP_READ | SelectionKey.OP_WRITE
            : SelectionKey.OP_READ);
  }

  /** Reads; returns the status when the answer is whole, 0 before. */
  int read() throws IOException {
    if (channel.read(answer) < 0) {
      throw new EOFException("the server closed a connection: " + text());
    }
    String text = text();
    int head = text.indexOf("\r\n\r\n");
    if (head < 0) {
      return 0;
    }
    int body = length(text.substring(0, head));
    if (answer.position() < head + 4 + body) {
      return 0;
    }
    return Integer.parseInt(text.substring(STATUS_FROM, STATUS_FROM + 3));
  }

  /** Whether the server hangs up after this answer. */
  boolean isLast() {
    return text().toLowerCase(java.util.Locale.ROOT).contains("\r\nconnection: close\r\n");
  }

  String text() {
    return new String(answer.array(), 0, answer.position(), ISO_8859_1);
  }

  private static int length(String head) {
    String lower = head.toLowerCase(java.util.Locale.ROOT);
    int at = lower.indexOf("\r\ncontent-length:");
    if (at < 0) {
      return 0; // 204
    }
    int end = lower.indexOf('\r', at + 2);
    return Integer.parseInt(
        lower
            .substring(at + "\r\ncontent-length:".length(), end < 0 ? lower.length() : end)
            .strip());
  }

  void close() throws IOException {
    channel.close();
  }
}
