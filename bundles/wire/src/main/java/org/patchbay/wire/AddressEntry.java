package org.patchbay.wire;

/**
 * An address as gossiped (protocol-facts §4.4).
 *
 * @param time unix seconds, unsigned 32 bits
 * @param services service bits
 */
public record AddressEntry(long time, long services, NetworkAddress address) {
  /** Bytes of the form in addr. */
  public static final int LEGACY_SIZE = 30;

  /** Least bytes of the form in addrv2. */
  public static final int MIN_V2_SIZE = 9;

  /** Longest address in addrv2. */
  public static final int MAX_ADDRESS = 512;

  /** Reads the form of addr. */
  public static AddressEntry readLegacy(WireReader in) throws MalformedException {
    long time = in.u32();
    long services = in.u64();
    byte[] ip = in.bytes(16);
    return new AddressEntry(time, services, NetworkAddress.ofLegacy(ip, in.u16be()));
  }

  /** Writes the form of addr; zeros for an address that it cannot say. */
  public void writeLegacy(WireWriter out) {
    out.u32(time).u64(services).bytes(address.legacy16()).u16be(address.port());
  }

  /** Reads the form of addrv2; an unknown network id is kept as such. */
  public static AddressEntry readV2(WireReader in) throws MalformedException {
    long time = in.u32();
    long services = in.compactSize();
    int id = in.u8();
    byte[] bytes = in.varBytes(MAX_ADDRESS);
    int expected = NetworkAddress.lengthOf(id);
    if (expected >= 0 && bytes.length != expected) {
      throw new MalformedException(
          "address of " + bytes.length + " bytes (network " + id + " has " + expected + ")");
    }
    return new AddressEntry(time, services, NetworkAddress.of(id, bytes, in.u16be()));
  }

  /** Writes the form of addrv2. */
  public void writeV2(WireWriter out) {
    out.u32(time)
        .compactSize(services)
        .u8(address.id())
        .varBytes(address.raw())
        .u16be(address.port());
  }
}
