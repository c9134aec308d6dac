package org.patchbay.chain;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32C;
import org.patchbay.wire.BlockHeader;

/** Passes over the intact records of a {@link BlockFile}. Confined to one thread. */
final class BlockFileReader {
  private final FileChannel channel;
  private final CRC32C crc = new CRC32C();
  private ByteBuffer buffer = ByteBuffer.allocate(1 << 20).order(ByteOrder.LITTLE_ENDIAN);
  private long base = BlockFile.HEAD;
  private int at;
  private int end;
  private boolean damaged;

  BlockFileReader(FileChannel channel) {
    this.channel = channel;
  }

  /** An intact record has been read. */
  interface Sink {
    /**
     * Takes a block.
     *
     * @param bytes array that holds it, valid during the call
     * @param from where it begins
     * @param size its bytes
     * @param place where its record begins in the file
     * @param doubtful behind a damage, where a stranger's bytes may pass for a record: what they
     *     say must be checked
     */
    void take(byte[] bytes, int from, int size, long place, boolean doubtful);
  }

  /** Whether something that is no record lies between records. */
  boolean damaged() {
    return damaged;
  }

  /**
   * Hands out every intact record and answers where the last of them ends.
   *
   * <p>Behind a damage it goes on with the next thing that is a record. Blocks hold bytes that
   * strangers chose, such as a whole record with its checksum; only a reader that has lost its
   * place comes upon them.
   */
  long read(Sink sink) throws IOException {
    long intactEnd = base;
    boolean lost = false;
    while (available(BlockFile.RECORD_HEAD) >= BlockFile.RECORD_HEAD) {
      int size = intact();
      if (size == 0) {
        lost = true;
        skipToMarker();
        continue;
      }
      damaged |= lost;
      sink.take(buffer.array(), at + BlockFile.RECORD_HEAD, size, base + at, lost);
      at += BlockFile.RECORD_HEAD + size;
      intactEnd = base + at;
    }
    return intactEnd;
  }

  private void skipToMarker() throws IOException {
    at++;
    while (available(BlockFile.RECORD_HEAD) >= BlockFile.RECORD_HEAD
        && buffer.getInt(at) != BlockFile.MARKER) {
      at++;
    }
  }

  /** Bytes of the block whose record begins here; 0 when none does. */
  private int intact() throws IOException {
    if (buffer.getInt(at) != BlockFile.MARKER) {
      return 0;
    }
    int size = buffer.getInt(at + 4);
    if (size < BlockHeader.SIZE || size > BlockFile.LONGEST) {
      return 0;
    }
    int bytes = BlockFile.RECORD_HEAD + size;
    return available(bytes) >= bytes
            && buffer.getInt(at + 8)
                == BlockFile.checksum(crc, buffer.array(), at + BlockFile.RECORD_HEAD, size)
        ? size
        : 0;
  }

  /** Bytes at hand from here, after trying to have as many as wanted. */
  private int available(int wanted) throws IOException {
    if (end - at < wanted) {
      ByteBuffer rest = buffer.limit(end).position(at);
      if (wanted > buffer.capacity()) {
        buffer = ByteBuffer.allocate(2 * wanted).order(ByteOrder.LITTLE_ENDIAN).put(rest);
      } else {
        buffer.compact();
      }
      base += at;
      at = 0;
      while (buffer.hasRemaining() && channel.read(buffer, base + buffer.position()) > 0) {}
      end = buffer.position();
      buffer.clear();
    }
    return end - at;
  }
}
