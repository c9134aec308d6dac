package org.patchbay.addrbook;

import java.util.OptionalLong;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.Sha256;
import org.patchbay.wire.WireWriter;

/**
 * Where an address may stand (protocol-facts §12.2). Immutable.
 *
 * <p>Rule: a secret key, the group of who told and the group of the address choose a bucket among
 * few; the key and the address choose the one place in it. Why: an attacker who sends addresses
 * from one group fills at most 64 of 1,024 buckets, whatever he sends, one whose addresses lie in
 * one group at most 8 of 256, and nobody outside can compute which addresses displace which.
 *
 * <p>A place is a number: bucket × 64 + position.
 */
final class Buckets {
  static final int SIZE = 64;
  static final int NEW = 1_024;
  static final int TRIED = 256;
  static final int NEW_PER_SOURCE = 64;
  static final int TRIED_PER_GROUP = 8;
  static final int KEY = 32;

  private final byte[] key;
  private final Groups groups;

  Buckets(byte[] key, Groups groups) {
    if (key.length != KEY) {
      throw new IllegalArgumentException("key of " + key.length + " bytes (32)");
    }
    this.key = key.clone();
    this.groups = groups;
  }

  byte[] key() {
    return key.clone();
  }

  Groups groups() {
    return groups;
  }

  byte[] groupOf(NetworkAddress address) {
    return groups.of(address);
  }

  OptionalLong as(NetworkAddress address) {
    return groups.as(address);
  }

  /** The place in the new table of an address that somebody of {@code sourceGroup} told. */
  int freshPlace(NetworkAddress address, byte[] sourceGroup) {
    byte[] group = groups.of(address);
    long choice = hash(keyed().varBytes(group).varBytes(sourceGroup), NEW_PER_SOURCE);
    int bucket = (int) hash(keyed().varBytes(sourceGroup).u64(choice), NEW);
    return place('N', bucket, address);
  }

  /** The place in a given bucket of the new table. */
  int freshPlaceIn(int bucket, NetworkAddress address) {
    return place('N', bucket, address);
  }

  /** The one place in the tried table. */
  int triedPlace(NetworkAddress address) {
    long choice = hash(keyed().varBytes(address.serviceKey()), TRIED_PER_GROUP);
    int bucket = (int) hash(keyed().varBytes(groups.of(address)).u64(choice), TRIED);
    return place('K', bucket, address);
  }

  private int place(char table, int bucket, NetworkAddress address) {
    WireWriter bytes = keyed().u8(table).i32(bucket).varBytes(address.serviceKey());
    return bucket * SIZE + (int) hash(bytes, SIZE);
  }

  private WireWriter keyed() {
    return new WireWriter(96).bytes(key);
  }

  private static long hash(WireWriter bytes, int modulus) {
    byte[] hash = Sha256.doubleHash(bytes.toByteBuffer());
    long first = 0;
    for (int i = 7; i >= 0; i--) {
      first = first << 8 | hash[i] & 0xFF;
    }
    return Long.remainderUnsigned(first, modulus);
  }
}
