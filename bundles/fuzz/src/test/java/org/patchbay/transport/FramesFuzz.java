package org.patchbay.transport;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.patchbay.fuzz.Allocation;
import org.patchbay.fuzz.Parts;
import org.patchbay.wire.ShortIds;
import org.patchbay.wire.V1Frame;

/** A stream of version 1 in one piece and in many: the same arrivals, and no more memory. */
public final class FramesFuzz {
  private static final long FIXED = 128 * 1024;
  private static final long EACH = 512;
  private static final int RAW = 0;

  private FramesFuzz() {}

  /** How it is split, then frames that are made well from their parts, or raw bytes. */
  public static void fuzzerTestOneInput(byte[] input) {
    Parts parts = new Parts(input);
    byte[] steps = parts.piece();
    byte[] stream = stream(parts);
    Ear whole = Allocation.bounded(stream.length, FIXED, EACH, () -> heard(stream));
    Ear split = Ear.ofVersion1();
    split.hear(stream, steps);
    whole.sameAs(split);
  }

  private static Ear heard(byte[] stream) {
    Ear ear = Ear.ofVersion1();
    ear.hear(stream);
    return ear;
  }

  private static byte[] stream(Parts parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    while (parts.more()) {
      int kind = parts.next();
      if (kind == RAW) {
        out.writeBytes(parts.rest());
        break;
      }
      byte[] name = java.util.Arrays.copyOf(parts.piece(), V1Frame.COMMAND_SIZE);
      byte[] payload = parts.piece();
      String known = ShortIds.name(kind);
      String command = known.isEmpty() ? new String(name, StandardCharsets.ISO_8859_1) : known;
      ByteBuffer frame = ByteBuffer.allocate(V1Frame.HEADER_SIZE + payload.length);
      V1Frame.writeHeader(frame, Ear.MAGIC, command, ByteBuffer.wrap(payload));
      out.writeBytes(frame.put(payload).array());
    }
    return out.toByteArray();
  }
}
