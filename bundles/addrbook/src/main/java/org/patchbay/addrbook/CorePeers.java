package org.patchbay.addrbook;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.patchbay.wire.AddressEntry;
import org.patchbay.wire.MalformedException;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.Sha256;
import org.patchbay.wire.WireReader;

/**
 * Reads Bitcoin Core's peers.dat of format 4 (protocol-facts §20). Confined to one call.
 *
 * <p>Its buckets mean nothing under our key and are only checked; addresses are placed by their
 * sources.
 */
final class CorePeers {
  private static final int CHECKSUM = 32;
  private static final int FORMAT = 4;
  private static final int COMPATIBLE = 32;
  private static final int MOST_NEW = Buckets.NEW * Buckets.SIZE;
  private static final int MOST_TRIED = Buckets.TRIED * Buckets.SIZE;
  private static final int BUCKET_MARK = 1 << 30;
  private static final int MIN_ENTRY = 27;

  private final WireReader in;

  private CorePeers(WireReader in) {
    this.in = in;
  }

  /**
   * All entries, those that worked first.
   *
   * @throws MalformedException naming the byte
   */
  static List<Kept> read(byte[] bytes, int networkMagic) throws MalformedException {
    int length = bytes.length - CHECKSUM;
    if (length < 0) {
      throw new MalformedException("length " + bytes.length + " (min " + CHECKSUM + ")");
    }
    byte[] sum = Arrays.copyOfRange(bytes, length, bytes.length);
    if (!MessageDigest.isEqual(sum, Sha256.doubleHash(bytes, 0, length))) {
      throw new MalformedException("checksum does not match over " + length + " bytes");
    }
    WireReader in = new WireReader(ByteBuffer.wrap(bytes, 0, length));
    try {
      return new CorePeers(in).read(networkMagic);
    } catch (MalformedException | IllegalArgumentException flaw) {
      throw new MalformedException("at byte " + in.position() + ": " + flaw.getMessage());
    }
  }

  private List<Kept> read(int networkMagic) throws MalformedException {
    expect("network", networkMagic, in.i32());
    expect("format", FORMAT, in.u8());
    int lowest = in.u8() - COMPATIBLE;
    if (lowest < 0 || lowest > FORMAT) {
      throw new MalformedException("needs format " + lowest + " (max " + FORMAT + ")");
    }
    in.skip(Buckets.KEY);
    int fresh = count("new", MOST_NEW);
    int tried = count("tried", MOST_TRIED);
    int buckets = in.i32() ^ BUCKET_MARK;
    if (buckets < 0 || buckets > Buckets.NEW) {
      throw new MalformedException("buckets " + buckets + " (max " + Buckets.NEW + ")");
    }
    in.present(fresh + tried, MIN_ENTRY);
    List<Kept> heard = entries(fresh, false);
    List<Kept> all = new ArrayList<>(entries(tried, true));
    all.addAll(heard);
    checkBuckets(buckets, fresh);
    return all;
  }

  private int count(String table, int most) throws MalformedException {
    int count = in.i32();
    if (count < 0 || count > most) {
      throw new MalformedException("count " + count + " (max " + most + ") in " + table);
    }
    return count;
  }

  private List<Kept> entries(int count, boolean tried) throws MalformedException {
    List<Kept> entries = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      in.skip(4);
      AddressEntry entry = AddressEntry.readV2(in);
      int id = in.u8();
      NetworkAddress source = NetworkAddress.of(id, in.varBytes(AddressEntry.MAX_ADDRESS), 0);
      long lastSuccess = in.i64();
      Entry kept = new Entry(entry, source, 0, 0, lastSuccess, in.i32());
      entries.add(new Kept(kept, tried, List.of()));
    }
    return entries;
  }

  private void checkBuckets(int buckets, int fresh) throws MalformedException {
    for (int bucket = 0; bucket < buckets; bucket++) {
      int size = in.i32();
      in.present(Math.max(0, size), 4);
      for (int i = 0; i < size; i++) {
        int number = in.i32();
        if (number < 0 || number >= fresh) {
          throw new MalformedException(
              "entry %d (of %d) in bucket %d".formatted(number, fresh, bucket));
        }
      }
    }
  }

  private static void expect(String what, int wanted, int found) throws MalformedException {
    if (wanted != found) {
      throw new MalformedException(
          what + " " + Integer.toHexString(found) + " (not " + Integer.toHexString(wanted) + ")");
    }
  }
}
