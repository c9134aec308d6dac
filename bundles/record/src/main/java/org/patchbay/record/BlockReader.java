package org.patchbay.record;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The blocks of one part, checked. Memory grows with what is really there and not with what a
 * length says. A part that ends inside a block is one whose node ended inside it. Not thread-safe.
 */
final class BlockReader implements AutoCloseable {
  private static final int CHUNK = 1 << 16;

  private final InputStream in;
  private final String name;
  private final Inflater inflater = new Inflater(true);
  private byte[] block = new byte[CHUNK];
  private int length;
  private long at;
  private long next;
  private boolean cut;

  /**
   * Reads the head.
   *
   * @throws RecordingException when it is none of a recording, or of another version
   */
  BlockReader(InputStream in, String name) throws IOException {
    this.in = in;
    this.name = name;
    byte[] head = in.readNBytes(Format.HEAD);
    int magic = Math.min(head.length, Format.MAGIC.length);
    if (head.length == 0 || !Arrays.equals(head, 0, magic, Format.MAGIC, 0, magic)) {
      throw new RecordingException(name, 0, "this is no recording of Patchbay");
    }
    next = head.length;
    if (head.length < Format.HEAD) {
      cut = true;
      return;
    }
    int version = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getShort(magic) & 0xFFFF;
    if (version != Format.VERSION) {
      throw new RecordingException(
          name, magic, "version %d (this program reads %d)".formatted(version, Format.VERSION));
    }
  }

  /** Reads the next block; answers false at the end. */
  boolean next() throws IOException {
    if (cut) {
      return false;
    }
    at = next;
    byte[] head = in.readNBytes(Format.BLOCK_HEAD);
    if (head.length < Format.BLOCK_HEAD) {
      cut = head.length > 0;
      return false;
    }
    ByteBuffer numbers = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
    int stored = length("stored length", numbers.getInt());
    int whole = length("length", numbers.getInt());
    int checksum = numbers.getInt();
    byte[] bytes = in.readNBytes(stored);
    if (bytes.length < stored) {
      cut = true;
      return false;
    }
    CRC32C crc = new CRC32C();
    crc.update(head, 0, 8);
    crc.update(bytes);
    if ((int) crc.getValue() != checksum) {
      throw new RecordingException(name, at, "the checksum of the block does not match");
    }
    inflate(bytes, whole);
    next = at + Format.BLOCK_HEAD + stored;
    return true;
  }

  private int length(String what, int value) throws RecordingException {
    if (value <= 0 || value > Format.MAX_BLOCK) {
      throw new RecordingException(
          name,
          at,
          "%s of a block %s (1 to %d)"
              .formatted(what, Integer.toUnsignedString(value), Format.MAX_BLOCK));
    }
    return value;
  }

  private void inflate(byte[] bytes, int whole) throws RecordingException {
    inflater.reset();
    inflater.setInput(bytes);
    length = 0;
    try {
      while (!inflater.finished()) {
        if (length == block.length) {
          block = Arrays.copyOf(block, Math.min(Format.MAX_BLOCK + 1, block.length * 2));
        }
        int more = inflater.inflate(block, length, block.length - length);
        length += more;
        if (length > whole || more == 0 && !inflater.finished()) {
          break;
        }
      }
    } catch (DataFormatException e) {
      throw new RecordingException(name, at, "the block cannot be inflated: " + e.getMessage());
    }
    if (length != whole || !inflater.finished()) {
      throw new RecordingException(
          name, at, "the block inflates to another length than its head says, " + whole);
    }
  }

  byte[] block() {
    return block;
  }

  int length() {
    return length;
  }

  /** Where the block begins in the file. */
  long at() {
    return at;
  }

  /** Whether the part ends inside a block. */
  boolean cut() {
    return cut;
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    in.close();
  }
}
