package org.patchbay.chain;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.patchbay.wire.Block;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.MalformedException;
import org.patchbay.wire.WireReader;

/**
 * One file of blocks. Appended to on the chain lane; read from any thread.
 *
 * <p>A head of 64 bytes of text names format and network. Then follow records: the marker {@code
 * "PBBK"}, the length of the block, a CRC-32C of length and block, all little-endian, and the block
 * as on the wire. A record counts once it is whole, so an append cut short is as if it had never
 * begun. Nothing is ever changed in place.
 */
final class BlockFile implements Closeable {
  static final int HEAD = 64;
  static final int RECORD_HEAD = 12;
  static final int MARKER = 0x4b424250;

  /** Most bytes of a block. */
  static final int LONGEST = 4_000_000;

  private static final String TITLE = "patchbay blocks ";
  private static final String VERSION = "1";

  private final int number;
  private final FileChannel channel;
  private volatile long length;
  private int highest = -1;
  private boolean unforced;

  /**
   * @param number in the order of writing, from 0
   * @param length where the next record goes
   */
  BlockFile(int number, FileChannel channel, long length) {
    this.number = number;
    this.channel = channel;
    this.length = length;
  }

  /** The head of a network's files. */
  static byte[] head(String network) {
    String text = TITLE + VERSION + " " + network;
    return (text + " ".repeat(HEAD - 1 - text.length()) + "\n").getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * What a head says after its title, version and network; empty when it is no such head.
   *
   * @throws IOException when it cannot be read
   */
  static Optional<String> title(FileChannel channel) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(HEAD);
    while (head.hasRemaining() && channel.read(head, head.position()) > 0) {}
    String text = new String(head.array(), 0, head.position(), StandardCharsets.US_ASCII);
    return head.hasRemaining() || !text.startsWith(TITLE)
        ? Optional.empty()
        : Optional.of(text.substring(TITLE.length()).strip());
  }

  /** The title that a network's files have. */
  static String title(String network) {
    return VERSION + " " + network;
  }

  int number() {
    return number;
  }

  long length() {
    return length;
  }

  /** The greatest height of a block in it; -1 when there is none. */
  int highest() {
    return highest;
  }

  void holds(int height) {
    highest = Math.max(highest, height);
  }

  /** Cuts off what is behind a place. */
  void cut(long end) throws IOException {
    channel.truncate(end);
    length = end;
  }

  /**
   * Writes a record, all or nothing.
   *
   * @param record buffer with head and block, from its position to its limit
   * @return where it begins
   * @throws IOException when it is not written; another attempt may succeed
   */
  long append(ByteBuffer record) throws IOException {
    long at = length;
    int bytes = record.remaining();
    try {
      writeFully(channel, record, at);
    } catch (IOException e) {
      try {
        channel.truncate(at);
      } catch (IOException again) {
        e.addSuppressed(again);
      }
      throw e;
    }
    length = at + bytes;
    unforced = true;
    return at;
  }

  /** The block whose record begins somewhere; empty when that is not one any more. */
  Optional<Block> read(long at) throws IOException {
    ByteBuffer head =
        ByteBuffer.allocate(RECORD_HEAD + BlockHeader.SIZE).order(ByteOrder.LITTLE_ENDIAN);
    if (!readFully(head, at) || head.getInt(0) != MARKER) {
      return Optional.empty();
    }
    int size = head.getInt(4);
    if (size < BlockHeader.SIZE || size > LONGEST) {
      return Optional.empty();
    }
    ByteBuffer block = ByteBuffer.allocate(size);
    block.put(head.array(), RECORD_HEAD, BlockHeader.SIZE);
    if (!readFully(block, at + RECORD_HEAD)
        || head.getInt(8) != checksum(new CRC32C(), block.array(), 0, size)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Block.read(new WireReader(block.array())));
    } catch (MalformedException e) {
      throw new IOException("a record at byte " + at + " holds no block", e);
    }
  }

  private boolean readFully(ByteBuffer into, long at) throws IOException {
    while (into.hasRemaining()) {
      if (channel.read(into, at + into.position()) <= 0) {
        return false;
      }
    }
    return true;
  }

  /** The checksum of a record whose block is in an array. */
  static int checksum(CRC32C crc, byte[] bytes, int at, int size) {
    crc.reset();
    for (int i = 0; i < 4; i++) {
      crc.update(size >>> 8 * i);
    }
    crc.update(bytes, at, size);
    return (int) crc.getValue();
  }

  /** Has the medium hold what was written. */
  void force() throws IOException {
    if (unforced && channel.isOpen()) {
      channel.force(false);
      unforced = false;
    }
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      force();
    }
  }

  /** Closes without a care for what was written. */
  void abandon() throws IOException {
    channel.close();
  }

  static void writeFully(FileChannel channel, ByteBuffer bytes, long at) throws IOException {
    long position = at;
    while (bytes.hasRemaining()) {
      position += channel.write(bytes, position);
    }
  }
}
