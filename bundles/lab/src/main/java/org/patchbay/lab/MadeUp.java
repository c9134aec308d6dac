package org.patchbay.lab;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.patchbay.wire.AddressEntry;
import org.patchbay.wire.Inventory;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.ProtocolVersion;
import org.patchbay.wire.Services;
import org.patchbay.wire.WireWriter;
import org.patchbay.wire.message.Version;

/** Messages of the lab with contents out of thin air. */
final class MadeUp {
  private static final NetworkAddress NOBODY =
      NetworkAddress.of(NetworkAddress.IPV4, new byte[4], 0);

  /**
   * Networks set aside for documentation (protocol-facts §4.5): nobody may dial what the lab
   * gossips, and no address book keeps it.
   */
  private static final byte[][] DOCUMENTATION = {
    {(byte) 192, 0, 2}, {(byte) 198, 51, 100}, {(byte) 203, 0, 113}
  };

  private MadeUp() {}

  static Version version(long services, long time, long nonce, String agent, int height) {
    return new Version(
        ProtocolVersion.WTXID_RELAY,
        services,
        time,
        0,
        NOBODY,
        services,
        NOBODY,
        nonce,
        agent,
        height,
        true);
  }

  static List<AddressEntry> addresses(RandomGenerator random, int count, long now) {
    return IntStream.range(0, count).mapToObj(i -> address(random, now)).toList();
  }

  private static AddressEntry address(RandomGenerator random, long now) {
    byte[] network = DOCUMENTATION[random.nextInt(DOCUMENTATION.length)];
    byte[] ip = {network[0], network[1], network[2], (byte) random.nextInt(1, 255)};
    int port = random.nextInt(1_024, 65_536);
    return new AddressEntry(
        now - random.nextInt(86_400),
        Services.NETWORK | Services.WITNESS,
        NetworkAddress.of(NetworkAddress.IPV4, ip, port));
  }

  /** The payload of an inv with more entries than a record may hold. */
  static byte[] oversizeInv(RandomGenerator random, int count) {
    WireWriter out = new WireWriter(count * Inventory.SIZE + 5);
    out.compactSize(count);
    for (int i = 0; i < count; i++) {
      new Inventory(Inventory.BLOCK, Mine.hash(random)).write(out);
    }
    return out.toBytes();
  }
}
