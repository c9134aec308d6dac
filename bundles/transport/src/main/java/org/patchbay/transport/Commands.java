package org.patchbay.transport;

import java.nio.ByteBuffer;
import org.patchbay.api.codec.MessageCodec;
import org.patchbay.wire.V1Frame;

/**
 * Names of messages by their twelve bytes, so that a common one costs neither a string nor a
 * question to the codec. Confined to the event loop. A later name displaces an earlier one.
 */
final class Commands {
  private static final int SIZE = 256;

  private final Command[] table = new Command[SIZE];

  /** The name in a header that starts at {@code header}. */
  Command at(byte[] bytes, int header, MessageCodec codec) {
    long first = LittleEndian.i64(bytes, header + 4);
    int rest = LittleEndian.i32(bytes, header + 12);
    long mixed = (first ^ rest) * 0x9E3779B97F4A7C15L;
    int slot = (int) (mixed >>> 56);
    Command known = table[slot];
    if (known == null || known.first != first || known.rest != rest || known.codec != codec) {
      known = read(bytes, header + 4, first, rest, codec);
      table[slot] = known;
    }
    return known;
  }

  private static Command read(byte[] bytes, int at, long first, int rest, MessageCodec codec) {
    String name = V1Frame.command(ByteBuffer.wrap(bytes), at);
    return new Command(first, rest, codec, name, name.isEmpty() ? 0 : codec.maxPayload(name));
  }

  /**
   * One name.
   *
   * @param name empty when the field is not a name (protocol-facts §2.2)
   * @param cap bytes above which a payload is not worth keeping
   */
  record Command(long first, int rest, MessageCodec codec, String name, int cap) {}
}
