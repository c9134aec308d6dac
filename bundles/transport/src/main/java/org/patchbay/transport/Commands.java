package org.patchbay.transport;

import java.nio.ByteBuffer;
import org.patchbay.wire.V1Frame;

/**
 * Names of messages by their twelve bytes, so that a common one costs no string. Confined to the
 * event loop. A later name displaces an earlier one.
 */
final class Commands {
  private static final int SIZE = 256;
  private static final long MIX = 0x9E3779B97F4A7C15L;

  private final Name[] table = new Name[SIZE];

  /**
   * The name in a header that starts at {@code header}; empty when the field is not a name
   * (protocol-facts §2.2).
   */
  String at(byte[] bytes, int header) {
    return name(bytes, header + 4);
  }

  /** The same for a name that stands by itself. */
  String name(byte[] bytes, int at) {
    long first = LittleEndian.i64(bytes, at);
    int rest = LittleEndian.i32(bytes, at + 8);
    int slot = (int) ((first ^ rest) * MIX >>> 56);
    Name known = table[slot];
    if (known == null || known.first != first || known.rest != rest) {
      known = new Name(first, rest, V1Frame.command(ByteBuffer.wrap(bytes), at));
      table[slot] = known;
    }
    return known.text;
  }

  private record Name(long first, int rest, String text) {}
}
