package org.patchbay.addrbook;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
 * <p>Written beside its place, forced to disk and moved there, so that a crash at any moment leaves
 * the old file or the new one. Form: magic {@code PBAB}, format u8, magic of the network u32, count
 * u32, entries (form of addrv2, source, last try, last counted try, last success i64, attempts
 * i32), and the SHA-256 of all that.
 */
final class AddressFile {
  static final int MAX_ENTRIES = 1_000_000;
  private static final Logger LOG = LoggerFactory.getLogger(AddressFile.class);
  private static final int MAGIC = 0x42414250;
  private static final int FORMAT = 1;
  private static final int CHECKSUM = 32;
  private static final int MIN_ENTRY = 41;

  private final Path file;
  private final int networkMagic;
  private boolean closed;

  AddressFile(Path file, int networkMagic) {
    this.file = file;
    this.networkMagic = networkMagic;
  }

  /**
   * Reads all entries; none when there is no file. A file that cannot be understood is moved to
   * {@code <name>.corrupt} and named in the log, and the answer is empty.
   *
   * @throws IOException when the disk fails
   */
  synchronized List<Entry> read() throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    try {
      return parse(Files.readAllBytes(file));
    } catch (MalformedException | IllegalArgumentException flaw) {
      Path aside = file.resolveSibling(file.getFileName() + ".corrupt");
      Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
      LOG.warn(
          "addresses in {} cannot be read ({}); the file is now {} and the node starts without",
          file,
          flaw.getMessage(),
          aside);
      return List.of();
    }
  }

  private List<Entry> parse(byte[] bytes) throws MalformedException {
    int length = bytes.length - CHECKSUM;
    if (length < 0) {
      throw new MalformedException("length " + bytes.length + " (min " + CHECKSUM + ")");
    }
    byte[] sum = Sha256.hash(Arrays.copyOf(bytes, length));
    if (!MessageDigest.isEqual(sum, Arrays.copyOfRange(bytes, length, bytes.length))) {
      throw new MalformedException("checksum does not match over " + length + " bytes");
    }
    WireReader in = new WireReader(ByteBuffer.wrap(bytes, 0, length));
    expect("magic", MAGIC, in.i32());
    expect("format", FORMAT, in.u8());
    expect("network", networkMagic, in.i32());
    int count = in.i32();
    if (count < 0 || count > MAX_ENTRIES || (long) count * MIN_ENTRY > in.remaining()) {
      throw new MalformedException("count " + count + " in " + in.remaining() + " bytes");
    }
    List<Entry> entries = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      entries.add(readEntry(in));
    }
    return entries;
  }

  private static void expect(String what, int wanted, int found) throws MalformedException {
    if (wanted != found) {
      throw new MalformedException(
          what + " " + Integer.toHexString(found) + " (not " + Integer.toHexString(wanted) + ")");
    }
  }

  private static Entry readEntry(WireReader in) throws MalformedException {
    AddressEntry entry = AddressEntry.readV2(in);
    int id = in.u8();
    byte[] source = in.varBytes(AddressEntry.MAX_ADDRESS);
    NetworkAddress told = NetworkAddress.of(id, source, in.u16be());
    return new Entry(entry, told, in.i64(), in.i64(), in.i64(), in.i32());
  }

  /** As {@link #write}; whatever is written later is older and is not written. */
  synchronized void writeLast(List<Entry> entries) throws IOException {
    write(entries);
    closed = true;
  }

  /** Replaces the file; throws, naming it, when the disk refuses, and then the old one stands. */
  synchronized void write(List<Entry> entries) throws IOException {
    if (closed) {
      return;
    }
    Path folder = file.toAbsolutePath().getParent();
    Path beside = file.resolveSibling(file.getFileName() + ".new");
    try {
      try (FileChannel channel =
          FileChannel.open(
              beside,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.TRUNCATE_EXISTING)) {
        ByteBuffer bytes = ByteBuffer.wrap(format(entries));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
        directory.force(true);
      }
    } catch (IOException cause) {
      throw new IOException("cannot write addresses to " + file + ": " + cause.getMessage(), cause);
    }
  }

  private byte[] format(List<Entry> entries) {
    WireWriter out = new WireWriter(64 + 96 * entries.size());
    out.i32(MAGIC).u8(FORMAT).i32(networkMagic).i32(entries.size());
    for (Entry entry : entries) {
      entry.entry().writeV2(out);
      NetworkAddress source = entry.source();
      out.u8(source.id()).varBytes(source.bytes()).u16be(source.port());
      out.i64(entry.lastTry()).i64(entry.lastCounted()).i64(entry.lastSuccess());
      out.i32(entry.attempts());
    }
    byte[] sum = Sha256.hash(out.toBytes());
    return out.bytes(sum).toBytes();
  }
}
