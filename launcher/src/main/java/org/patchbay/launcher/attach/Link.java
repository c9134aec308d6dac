package org.patchbay.launcher.attach;

import java.io.File;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** The connection with a node. One thread reads, any may send. */
final class Link implements AutoCloseable {
  /** Bytes of a path that the socket of a node may have. */
  private static final int LONGEST = 103;

  private static final int HEAD = 5;

  /** The longest body of a frame. */
  static final int MAX = 1 << 16;

  private final SocketChannel channel;
  private byte[] body = new byte[0];

  private Link(SocketChannel channel) {
    this.channel = channel;
  }

  /**
   * Connects to the node of a folder.
   *
   * @throws NoNode when none answers there
   */
  static Link open(File folder) throws NoNode {
    String path = new File(folder, "run/shell.sock").getAbsolutePath();
    int length = path.getBytes(StandardCharsets.UTF_8).length;
    if (length > LONGEST) {
      throw new NoNode("the socket's path " + path + " has " + length + " bytes of " + LONGEST);
    }
    try {
      SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      try {
        channel.connect(UnixDomainSocketAddress.of(path));
      } catch (IOException e) {
        channel.close();
        throw e;
      }
      return new Link(channel);
    } catch (IOException e) {
      throw new NoNode("no node answers at " + path + ": " + e.getMessage());
    }
  }

  /** Sends a frame whole. */
  synchronized void send(char kind, byte[] bytes, int length) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(HEAD + length);
    frame.put((byte) kind).putInt(length).put(bytes, 0, length).flip();
    while (frame.hasRemaining()) {
      channel.write(frame);
    }
  }

  /** Sends a frame of text. */
  void send(char kind, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > MAX) {
      throw new IOException("the commands have " + bytes.length + " bytes (max " + MAX + ")");
    }
    send(kind, bytes, bytes.length);
  }

  /** The next frame's kind, its body is {@link #body}; 0 when the node is gone. */
  char next() throws IOException {
    ByteBuffer head = read(HEAD);
    if (head == null) {
      return 0;
    }
    char kind = (char) head.get();
    int length = head.getInt();
    if (length < 0 || length > MAX) {
      throw new IOException("the node sends a frame of " + length + " bytes");
    }
    ByteBuffer read = read(length);
    body = read == null ? new byte[0] : read.array();
    return read == null ? 0 : kind;
  }

  byte[] body() {
    return body;
  }

  private ByteBuffer read(int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        return null;
      }
    }
    buffer.flip();
    return buffer;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
