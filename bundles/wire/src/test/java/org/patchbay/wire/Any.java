package org.patchbay.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** Random values of every kind, the same for the same seed. Confined to one test. */
public final class Any {
  private static final NetworkClass[] KINDS = {
    NetworkClass.IPV4, NetworkClass.IPV6, NetworkClass.ONION, NetworkClass.I2P, NetworkClass.CJDNS
  };
  private final SplittableRandom random;

  public Any(long seed) {
    this.random = new SplittableRandom(seed);
  }

  public int below(int bound) {
    return random.nextInt(bound);
  }

  public boolean bool() {
    return random.nextBoolean();
  }

  public int i32() {
    return random.nextInt();
  }

  public long u32() {
    return random.nextLong() & 0xFFFFFFFFL;
  }

  public long i64() {
    return random.nextLong() >>> random.nextInt(64);
  }

  public byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  public byte[] upTo(int length) {
    return bytes(below(length + 1));
  }

  public String text(int least, int most) {
    StringBuilder text = new StringBuilder();
    int length = least + below(most - least + 1);
    while (text.length() < length) {
      text.append((char) (0x20 + below(0x5F)));
    }
    return text.toString();
  }

  public <T> List<T> list(int most, Supplier<T> element) {
    List<T> list = new ArrayList<>();
    for (int n = below(most + 1); n > 0; n--) {
      list.add(element.get());
    }
    return list;
  }

  /** Ascending numbers below 65,536. */
  public int[] indexes(int most) {
    return random.ints(below(most + 1), 0, 0x10000).sorted().distinct().toArray();
  }

  /** Compact targets that are valid, from mainnet's easiest to far beyond. */
  public long[] bits(int count) {
    return random.longs(count, 0x14008000L, 0x1d00ffffL).map(bits -> bits & ~0x800000L).toArray();
  }

  public Hash256 hash() {
    return Hash256.of(bytes(32));
  }

  public BlockHeader header() {
    return new BlockHeader(i32(), hash(), hash(), u32(), u32(), u32());
  }

  public Inventory inventory() {
    int[] types = {1, 2, 3, 4, 5, Inventory.WITNESS_TX, Inventory.WITNESS_BLOCK, i32()};
    return new Inventory(types[below(types.length)], hash());
  }

  public NetworkAddress address(NetworkClass kind) {
    int port = below(0x10000);
    return switch (kind) {
      case IPV4 -> NetworkAddress.of(NetworkAddress.IPV4, bytes(4), port);
      case IPV6 -> NetworkAddress.of(NetworkAddress.IPV6, lead(bytes(16), 0x2a), port);
      case ONION -> NetworkAddress.of(NetworkAddress.TOR_V3, bytes(32), port);
      case I2P -> NetworkAddress.of(NetworkAddress.I2P, bytes(32), port);
      case CJDNS -> NetworkAddress.of(NetworkAddress.CJDNS, lead(bytes(16), 0xfc), port);
      default -> NetworkAddress.of(below(2) == 0 ? 3 : 8 + below(247), upTo(512), port);
    };
  }

  public NetworkAddress address() {
    return address(KINDS[below(KINDS.length)]);
  }

  public NetworkAddress legacyAddress() {
    return address(bool() ? NetworkClass.IPV4 : NetworkClass.IPV6);
  }

  public AddressEntry legacyEntry() {
    return new AddressEntry(u32(), i64(), legacyAddress());
  }

  public AddressEntry entry() {
    NetworkAddress address = below(4) == 0 ? address(NetworkClass.UNROUTABLE) : address();
    return new AddressEntry(u32(), i64(), address);
  }

  public Transaction transaction() {
    int inputs = 1 + below(4);
    List<TxIn> in = new ArrayList<>();
    List<List<byte[]>> witnesses = new ArrayList<>();
    boolean witness = bool();
    for (int i = 0; i < inputs; i++) {
      in.add(new TxIn(new OutPoint(hash(), u32()), upTo(300), u32()));
      if (witness) {
        witnesses.add(i == 0 ? List.of(upTo(300)) : list(3, () -> upTo(80)));
      }
    }
    return Transaction.of(u32(), in, list(4, () -> new TxOut(i64(), upTo(300))), witnesses, u32());
  }

  public Block block() {
    return Block.of(header(), list(5, this::transaction));
  }

  private static byte[] lead(byte[] bytes, int first) {
    bytes[0] = (byte) first;
    return bytes;
  }
}
