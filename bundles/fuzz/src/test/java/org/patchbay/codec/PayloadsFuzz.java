package org.patchbay.codec;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.patchbay.fuzz.Allocation;
import org.patchbay.wire.MalformedException;
import org.patchbay.wire.message.Message;

/**
 * A payload of any message: refused or read, at no more than its price, and what was read is
 * written and read as the same.
 */
public final class PayloadsFuzz {
  private static final long FIXED = 64 * 1024;
  private static final long EACH = 64;
  private static final StandardCodec CODEC = new StandardCodec();
  private static final List<String> COMMANDS = commands();

  private PayloadsFuzz() {}

  private static List<String> commands() {
    List<String> all = new ArrayList<>(StandardCodec.commands());
    all.add("nobody");
    all.sort(null);
    return all;
  }

  /** The first byte chooses the message. */
  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length == 0) {
      return;
    }
    String command = COMMANDS.get((input[0] & 0xff) % COMMANDS.size());
    ByteBuffer payload = ByteBuffer.wrap(input, 1, input.length - 1);
    try {
      Message message =
          Allocation.bounded(
              payload.remaining(), FIXED, EACH, () -> CODEC.decode(command, payload));
      same(message);
    } catch (MalformedException refused) {
      if (refused.getMessage().isBlank()) {
        throw new AssertionError("refused without a reason", refused);
      }
    }
  }

  private static void same(Message message) {
    byte[] written = bytes(CODEC.encode(message));
    try {
      Message again = CODEC.decode(message.command(), ByteBuffer.wrap(written));
      if (!again.equals(message) || !Arrays.equals(written, bytes(CODEC.encode(again)))) {
        throw new AssertionError(message + " became " + again);
      }
    } catch (MalformedException refused) {
      throw new AssertionError("refuses what it wrote: " + message, refused);
    }
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
