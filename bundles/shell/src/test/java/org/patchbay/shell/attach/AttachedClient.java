package org.patchbay.shell.attach;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A client at the socket of a test. */
final class AttachedClient implements AutoCloseable {
  /** How a request was answered; the code is -1 when the node only hung up. */
  record Answer(String out, String err, int code) {}

  private final SocketChannel channel;

  AttachedClient(Path socket) throws IOException {
    channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(UnixDomainSocketAddress.of(socket));
  }

  static Answer ask(Path socket, String commands) throws IOException {
    try (AttachedClient client = new AttachedClient(socket)) {
      client.request("mode=run", commands);
      return client.answer();
    }
  }

  AttachedClient request(String mode, String commands) throws IOException {
    send(Frame.REQUEST, "patchbay-shell=1\n" + mode + "\n\n" + commands);
    return this;
  }

  void send(char kind, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    Frame.write(channel, kind, body, 0, body.length);
  }

  /** Reads until output shows a text. */
  String until(String shown) throws IOException {
    StringBuilder out = new StringBuilder();
    while (out.indexOf(shown) < 0) {
      Frame frame = Frame.read(channel);
      if (frame == null) {
        throw new AssertionError("the node hung up after " + out);
      }
      out.append(frame.text());
    }
    return out.toString();
  }

  Answer answer() throws IOException {
    StringBuilder out = new StringBuilder();
    StringBuilder err = new StringBuilder();
    int code = -1;
    for (Frame frame = Frame.read(channel); frame != null; frame = Frame.read(channel)) {
      switch (frame.kind()) {
        case Frame.OUT -> out.append(frame.text());
        case Frame.ERROR -> err.append(frame.text());
        default -> code = frame.body()[0];
      }
    }
    return new Answer(out.toString(), err.toString(), code);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
