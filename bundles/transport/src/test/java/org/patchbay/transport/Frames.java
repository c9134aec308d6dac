package org.patchbay.transport;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.patchbay.wire.Network;
import org.patchbay.wire.V1Frame;
import org.patchbay.wire.WireWriter;
import org.patchbay.wire.message.Message;

/** Frames as another node would write them. */
final class Frames {
  static final int MAGIC = Network.REGTEST.magic();

  private Frames() {}

  static byte[] of(Message message) {
    WireWriter out = new WireWriter();
    message.write(out);
    return of(message.command(), out.toBytes());
  }

  static byte[] of(String command, byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(V1Frame.HEADER_SIZE + payload.length);
    V1Frame.writeHeader(frame, MAGIC, command, ByteBuffer.wrap(payload));
    return frame.put(payload).array();
  }

  /** A header that announces more than follows. */
  static byte[] header(String command, int length) {
    ByteBuffer frame = ByteBuffer.allocate(V1Frame.HEADER_SIZE);
    V1Frame.writeHeader(frame, MAGIC, command, length, 0);
    return frame.array();
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
