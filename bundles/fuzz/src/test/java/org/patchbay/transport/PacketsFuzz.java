package org.patchbay.transport;

import java.io.ByteArrayOutputStream;
import org.patchbay.fuzz.Parts;

/**
 * Streams of version 2. Of one who knows no key: raw bytes at either end of an exchange. Of one who
 * does: genuine packets whose contents, headers and lengths are anything. In one piece and in many
 * the arrivals are the same.
 */
public final class PacketsFuzz {
  private static final int LIAR = 0xff;

  private PacketsFuzz() {}

  /** The first byte says who talks, then how it is split. */
  public static void fuzzerTestOneInput(byte[] input) {
    Parts parts = new Parts(input);
    int who = parts.next();
    byte[] steps = parts.piece();
    switch (who % 4) {
      case 0 -> strange(Ear.ofVersion2(false, 1), Ear.ofVersion2(false, 1), parts, steps);
      case 1 -> strange(Ear.ofVersion2(true, 1), Ear.ofVersion2(true, 1), parts, steps);
      default -> genuine(parts, steps);
    }
  }

  private static void strange(Ear whole, Ear split, Parts parts, byte[] steps) {
    byte[] said = parts.rest();
    whole.hear(said);
    split.hear(said, steps);
    whole.sameAs(split);
  }

  private static void genuine(Parts parts, byte[] steps) {
    Ear one = Ear.ofVersion2(true, 2);
    Ear whole = Ear.ofVersion2(false, 3);
    Ear split = Ear.ofVersion2(false, 3);
    byte[] key = one.takeSent();
    whole.hear(key);
    split.hear(key, steps);
    one.hear(whole.takeSent());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(one.takeSent());
    while (parts.more()) {
      int header = parts.next();
      if (header == LIAR) {
        out.writeBytes(parts.piece());
      } else {
        out.writeBytes(packet(one, header, parts.piece()));
      }
    }
    whole.hear(out.toByteArray());
    split.hear(out.toByteArray(), steps);
    whole.sameAs(split);
  }

  private static byte[] packet(Ear from, int header, byte[] contents) {
    byte[] packet = new byte[PacketWriter.HEAD + contents.length + Ciphers.TAG];
    from.lengths.put(contents.length, packet, 0);
    packet[LengthCipher.SIZE] = (byte) header;
    System.arraycopy(contents, 0, packet, PacketWriter.HEAD, contents.length);
    from.packets.seal(PacketCipher.NO_AAD, packet, LengthCipher.SIZE, 1 + contents.length);
    return packet;
  }
}
