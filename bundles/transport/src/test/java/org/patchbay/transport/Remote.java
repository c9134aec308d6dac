package org.patchbay.transport;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import org.patchbay.wire.MalformedException;
import org.patchbay.wire.V1Frame;
import org.patchbay.wire.message.Message;

/** The other end of a connection: a plain blocking socket. */
final class Remote implements AutoCloseable {
  private final Socket socket;
  private final DataInputStream in;
  private final OutputStream out;

  Remote(InetSocketAddress address) throws IOException {
    this(open(address));
  }

  Remote(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(Recorder.SECONDS * 1000);
    in = new DataInputStream(socket.getInputStream());
    out = socket.getOutputStream();
  }

  private static Socket open(InetSocketAddress address) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(64 * 1024);
    socket.connect(address, Recorder.SECONDS * 1000);
    return socket;
  }

  void write(byte[] bytes) throws IOException {
    synchronized (out) {
      out.write(bytes);
    }
  }

  void write(Message message) throws IOException {
    write(Frames.of(message));
  }

  /** Writes from a thread of its own, because the other end may not read. */
  Thread writeBeside(byte[] bytes) {
    Thread thread =
        new Thread(
            () -> {
              try {
                write(bytes);
              } catch (IOException closedMeanwhile) {
                Thread.currentThread().interrupt();
              }
            });
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  Message read() throws IOException, MalformedException {
    byte[] header = in.readNBytes(V1Frame.HEADER_SIZE);
    V1Frame.Header parsed = (V1Frame.Header) V1Frame.parse(ByteBuffer.wrap(header), Frames.MAGIC);
    byte[] payload = in.readNBytes(parsed.length());
    if (V1Frame.checksum(ByteBuffer.wrap(payload)) != parsed.checksum()) {
      throw new IOException("checksum of \"" + parsed.command() + "\"");
    }
    return new TestCodec().decode(parsed.command(), ByteBuffer.wrap(payload));
  }

  /** Reads until the other end closes; answers how many bytes came. */
  long drain() throws IOException {
    byte[] some = new byte[65_536];
    long total = 0;
    for (int count = in.read(some); count >= 0; count = in.read(some)) {
      total += count;
    }
    return total;
  }

  void finishWriting() throws IOException {
    socket.shutdownOutput();
  }

  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  InetSocketAddress local() {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
