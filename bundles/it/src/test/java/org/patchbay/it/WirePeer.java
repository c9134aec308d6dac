package org.patchbay.it;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.patchbay.codec.StandardCodec;
import org.patchbay.wire.MalformedException;
import org.patchbay.wire.Network;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.Sha256;
import org.patchbay.wire.WireReader;
import org.patchbay.wire.WireWriter;
import org.patchbay.wire.message.Message;
import org.patchbay.wire.message.Ping;
import org.patchbay.wire.message.Pong;
import org.patchbay.wire.message.Verack;
import org.patchbay.wire.message.Version;
import org.patchbay.wire.message.WtxidRelay;

/** A scripted peer on a blocking socket. Answers pings while it waits for something else. */
final class WirePeer implements AutoCloseable {
  private static final int TIMEOUT_MS = 20_000;
  private static final StandardCodec CODEC = new StandardCodec();

  private final Network network;
  private final Socket socket;
  private final DataInputStream in;
  private final OutputStream out;

  private WirePeer(Network network, Socket socket) throws IOException {
    this.network = network;
    this.socket = socket;
    socket.setSoTimeout(TIMEOUT_MS);
    socket.setTcpNoDelay(true);
    this.in = new DataInputStream(new java.io.BufferedInputStream(socket.getInputStream(), 8192));
    this.out = socket.getOutputStream();
  }

  /** Connects without saying anything. */
  static WirePeer dial(Network network, InetSocketAddress address) throws IOException {
    Socket socket = new Socket();
    socket.connect(address, TIMEOUT_MS);
    return new WirePeer(network, socket);
  }

  static WirePeer accepted(Network network, Socket socket) throws IOException {
    return new WirePeer(network, socket);
  }

  /** Completes the handshake as whoever was dialled, or dialled. */
  Version greet(Version ours, boolean byWtxid) throws IOException {
    send(ours);
    Version theirs = (Version) await("version").message();
    if (byWtxid) {
      send(WtxidRelay.INSTANCE);
    }
    send(Verack.INSTANCE);
    await("verack");
    return theirs;
  }

  /** Connects and completes the handshake. */
  static WirePeer join(Network network, InetSocketAddress address) throws IOException {
    WirePeer peer = dial(network, address);
    peer.send(version("/Scripted:1.0/", 1));
    peer.await("version");
    peer.send(Verack.INSTANCE);
    peer.await("verack");
    return peer;
  }

  static Version version(String userAgent, long nonce) {
    return version(userAgent, nonce, 0, 0);
  }

  static Version version(String userAgent, long nonce, long services, int height) {
    NetworkAddress nowhere = NetworkAddress.of(new InetSocketAddress("0.0.0.0", 0));
    long time = System.currentTimeMillis() / 1000;
    return new Version(
        70016, services, time, services, nowhere, 0, nowhere, nonce, userAgent, height, true);
  }

  void send(Message message) throws IOException {
    WireWriter payload = new WireWriter();
    message.write(payload);
    sendFrame(message.command(), payload.toBytes());
  }

  void sendFrame(String command, byte[] payload) throws IOException {
    byte[] checksum = Arrays.copyOf(Sha256.doubleHash(payload, 0, payload.length), 4);
    sendRaw(frame(network, command, payload.length, checksum, payload));
  }

  static byte[] frame(
      Network network, String command, int length, byte[] checksum, byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(24 + payload.length).order(ByteOrder.LITTLE_ENDIAN);
    frame.putInt(network.magic());
    frame.put(Arrays.copyOf(command.getBytes(StandardCharsets.US_ASCII), 12));
    frame.putInt(length);
    frame.put(checksum);
    frame.put(payload);
    return frame.array();
  }

  void sendRaw(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  /** The next frame, whatever it is. Throws EOFException when the node closed. */
  Frame next() throws IOException {
    byte[] header = in.readNBytes(24);
    if (header.length < 24) {
      throw new java.io.EOFException("closed by the node");
    }
    ByteBuffer fields = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
    String command = new String(header, 4, 12, StandardCharsets.US_ASCII).replace("\0", "");
    byte[] payload = in.readNBytes(fields.getInt(16));
    if (payload.length < fields.getInt(16)) {
      throw new java.io.EOFException("closed by the node in the midst of " + command);
    }
    return new Frame(command, payload);
  }

  /** Reads on until a frame of that command comes; pings on the way are answered. */
  Frame await(String command) throws IOException {
    while (true) {
      Frame frame = next();
      if (frame.command().equals(command)) {
        return frame;
      }
      if (frame.command().equals("ping")) {
        send(new Pong(frame.reader().u64()));
      }
    }
  }

  /** Sends a ping and waits for its pong: everything sent before was handled. */
  void barrier(long nonce) throws IOException {
    send(new Ping(nonce));
    while (true) {
      Frame pong = await("pong");
      if (pong.reader().u64() == nonce) {
        return;
      }
    }
  }

  /** True when the node closed the connection within the time-out. */
  boolean closedByNode() throws IOException {
    try {
      while (true) {
        next();
      }
    } catch (java.net.SocketTimeoutException e) {
      return false;
    } catch (java.io.EOFException | java.net.SocketException e) {
      return true;
    }
  }

  /** True when the node closed the connection within so many milliseconds. */
  boolean closedWithin(int millis) throws IOException {
    socket.setSoTimeout(millis);
    return closedByNode();
  }

  int localPort() {
    return socket.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /** One frame. */
  record Frame(String command, byte[] payload) {
    /** What it says. */
    Message message() {
      try {
        return CODEC.decode(command, ByteBuffer.wrap(payload));
      } catch (MalformedException e) {
        throw new AssertionError(command + " of the node is malformed", e);
      }
    }

    Reading reader() {
      return new Reading(new WireReader(ByteBuffer.wrap(payload)));
    }
  }

  /** A reader whose failures fail the test. */
  record Reading(WireReader wire) {
    long u64() {
      try {
        return wire.u64();
      } catch (MalformedException e) {
        throw new AssertionError(e);
      }
    }
  }
}
