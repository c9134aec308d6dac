package org.patchbay.addrbook;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.patchbay.api.disk.AtomicFile;
import org.patchbay.wire.AddressEntry;
import org.patchbay.wire.MalformedException;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.Sha256;
import org.patchbay.wire.WireReader;
import org.patchbay.wire.WireWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An address book on disk. Thread-safe: one reads or writes at a time.
 *
 * <p>A crash at any moment leaves the old file or the new one. Form: magic {@code PBAB}, format u8,
 * magic of the network u32, key of the buckets and SHA-256 of the ASMap (zeros for none) of 32
 * bytes each, count u32, entries, and the SHA-256 of all that. An entry: the form of addrv2,
 * source, last try, last counted try, last success i64, attempts i32, then u8: 255 when it worked,
 * otherwise the number of its buckets, u16 each. Format 1, without key, map and buckets, is read
 * too.
 */
final class AddressFile {
  static final int MAX_ENTRIES = 1_000_000;
  static final long MAX_LENGTH = 256L << 20;
  private static final Logger LOG = LoggerFactory.getLogger(AddressFile.class);
  private static final int MAGIC = 0x42414250;
  private static final int FORMAT_1 = 1;
  private static final int FORMAT_2 = 2;
  private static final int CHECKSUM = 32;
  private static final int MIN_ENTRY = 41;
  private static final int WORKED = 255;

  /**
   * What a file holds.
   *
   * @param key of the buckets; null when the file knows none
   * @param map SHA-256 of the ASMap; zeros for none
   */
  record Content(byte[] key, byte[] map, List<Kept> entries) {
    static final int MAP = 32;
    static final Content NOTHING = new Content(null, new byte[MAP], List.of());
  }

  private final Path file;
  private final int networkMagic;
  private boolean closed;

  AddressFile(Path file, int networkMagic) {
    this.file = file;
    this.networkMagic = networkMagic;
  }

  /**
   * Reads all; nothing when there is no file. A file that cannot be understood is moved to {@code
   * <name>.corrupt} and named in the log, and the answer is empty.
   *
   * @throws IOException when the disk fails
   */
  synchronized Content read() throws IOException {
    if (!Files.exists(file)) {
      return Content.NOTHING;
    }
    try {
      long length = Files.size(file);
      if (length > MAX_LENGTH) {
        throw new MalformedException("length " + length + " (max " + MAX_LENGTH + ")");
      }
      return parse(Files.readAllBytes(file));
    } catch (MalformedException flaw) {
      Path aside = file.resolveSibling(file.getFileName() + ".corrupt");
      Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
      LOG.warn(
          "addresses in {} cannot be read ({}); the file is now {} and the node starts without",
          file,
          flaw.getMessage(),
          aside);
      return Content.NOTHING;
    }
  }

  Content parse(byte[] bytes) throws MalformedException {
    int length = bytes.length - CHECKSUM;
    if (length < 0) {
      throw new MalformedException("length " + bytes.length + " (min " + CHECKSUM + ")");
    }
    byte[] sum = Sha256.hash(Arrays.copyOf(bytes, length));
    if (!MessageDigest.isEqual(sum, Arrays.copyOfRange(bytes, length, bytes.length))) {
      throw new MalformedException("checksum does not match over " + length + " bytes");
    }
    WireReader in = new WireReader(ByteBuffer.wrap(bytes, 0, length));
    try {
      return parse(in);
    } catch (MalformedException | IllegalArgumentException flaw) {
      throw new MalformedException("at byte " + in.position() + ": " + flaw.getMessage());
    }
  }

  private Content parse(WireReader in) throws MalformedException {
    expect("magic", MAGIC, in.i32());
    int format = in.u8();
    if (format != FORMAT_1) {
      expect("format", FORMAT_2, format);
    }
    expect("network", networkMagic, in.i32());
    byte[] key = format == FORMAT_1 ? null : in.bytes(Buckets.KEY);
    byte[] map = format == FORMAT_1 ? new byte[CHECKSUM] : in.bytes(CHECKSUM);
    int count = in.i32();
    if (count < 0 || count > MAX_ENTRIES || (long) count * MIN_ENTRY > in.remaining()) {
      throw new MalformedException("count " + count + " in " + in.remaining() + " bytes");
    }
    List<Kept> entries = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      entries.add(readEntry(in, format));
    }
    if (in.remaining() > 0) {
      throw new MalformedException(in.remaining() + " bytes after the last entry");
    }
    return new Content(key, map, entries);
  }

  private static void expect(String what, int wanted, int found) throws MalformedException {
    if (wanted != found) {
      throw new MalformedException(
          what + " " + Integer.toHexString(found) + " (not " + Integer.toHexString(wanted) + ")");
    }
  }

  private static Kept readEntry(WireReader in, int format) throws MalformedException {
    AddressEntry address = AddressEntry.readV2(in);
    int id = in.u8();
    byte[] source = in.varBytes(AddressEntry.MAX_ADDRESS);
    NetworkAddress told = NetworkAddress.of(id, source, in.u16be());
    Entry entry = new Entry(address, told, in.i64(), in.i64(), in.i64(), in.i32());
    if (format == FORMAT_1) {
      return new Kept(entry, entry.lastSuccess() > 0, List.of());
    }
    int count = in.u8();
    if (count == WORKED) {
      return new Kept(entry, true, List.of());
    }
    if (count > Tables.MOST_REFERENCES) {
      throw new MalformedException("in " + count + " buckets (max 8)");
    }
    return new Kept(entry, false, in.elements(count, AddressFile::readBucket));
  }

  private static int readBucket(WireReader in) throws MalformedException {
    int bucket = in.u16();
    if (bucket >= Buckets.NEW) {
      throw new MalformedException("bucket " + bucket + " (max " + (Buckets.NEW - 1) + ")");
    }
    return bucket;
  }

  /** As {@link #write}; whatever is written later is older and is not written. */
  synchronized void writeLast(Content content) throws IOException {
    write(content);
    closed = true;
  }

  /** Replaces the file; throws, naming it, when the disk refuses, and then the old one stands. */
  synchronized void write(Content content) throws IOException {
    if (closed) {
      return;
    }
    try {
      AtomicFile.write(file, format(content));
    } catch (IOException cause) {
      throw new IOException("cannot write addresses to " + file + ": " + cause.getMessage(), cause);
    }
  }

  private byte[] format(Content content) {
    List<Kept> entries = content.entries();
    WireWriter out = new WireWriter(128 + 96 * entries.size());
    out.i32(MAGIC).u8(FORMAT_2).i32(networkMagic).bytes(content.key()).bytes(content.map());
    out.i32(entries.size());
    entries.forEach(kept -> writeEntry(out, kept));
    byte[] sum = Sha256.hash(out.toBytes());
    return out.bytes(sum).toBytes();
  }

  private static void writeEntry(WireWriter out, Kept kept) {
    Entry entry = kept.entry();
    entry.entry().writeV2(out);
    NetworkAddress source = entry.source();
    out.u8(source.id()).varBytes(source.bytes()).u16be(source.port());
    out.i64(entry.lastTry()).i64(entry.lastCounted()).i64(entry.lastSuccess());
    out.i32(entry.attempts());
    out.u8(kept.tried() ? WORKED : kept.buckets().size());
    kept.buckets().forEach(out::u16);
  }
}
