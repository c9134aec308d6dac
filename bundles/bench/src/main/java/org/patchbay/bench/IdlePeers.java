package org.patchbay.bench;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.patchbay.wire.Network;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.Services;
import org.patchbay.wire.V1Frame;
import org.patchbay.wire.WireWriter;
import org.patchbay.wire.message.Message;
import org.patchbay.wire.message.Verack;
import org.patchbay.wire.message.Version;

/**
 * So many peers on regtest who shake hands and then say nothing, until the program is ended.
 *
 * <pre>
 * IdlePeers PORT COUNT
 * </pre>
 */
public final class IdlePeers {
  private static final int HEAD = 24;
  private static final int LENGTH = 16;

  private IdlePeers() {}

  /** Connects them one after the other, says so, and waits. */
  public static void main(String[] words) throws Exception {
    int port = Integer.parseInt(words[0]);
    int count = Integer.parseInt(words[1]);
    List<Socket> peers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      peers.add(join(port, i));
    }
    System.out.println(peers.size() + " peers stand");
    Thread.sleep(Long.MAX_VALUE);
  }

  private static Socket join(int port, long nonce) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    NetworkAddress here = NetworkAddress.parse("127.0.0.1:0");
    send(
        socket,
        "version",
        new Version(
            70016,
            Services.NETWORK | Services.WITNESS,
            System.currentTimeMillis() / 1_000,
            0,
            here,
            0,
            here,
            nonce + 1,
            "/Idle:1/",
            0,
            true));
    send(socket, "verack", Verack.INSTANCE);
    DataInputStream in = new DataInputStream(socket.getInputStream());
    byte[] head = new byte[HEAD];
    do {
      in.readFully(head);
      in.skipNBytes(ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getInt(LENGTH));
    } while (head[4] != 'v' || head[5] != 'e' || head[6] != 'r' || head[7] != 'a');
    return socket;
  }

  private static void send(Socket socket, String command, Message message) throws IOException {
    WireWriter out = new WireWriter();
    message.write(out);
    byte[] payload = out.toBytes();
    ByteBuffer frame = ByteBuffer.allocate(HEAD + payload.length);
    V1Frame.writeHeader(frame, Network.REGTEST.magic(), command, ByteBuffer.wrap(payload));
    socket.getOutputStream().write(frame.put(payload).array());
  }
}
