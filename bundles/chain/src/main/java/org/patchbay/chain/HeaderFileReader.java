package org.patchbay.chain;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * Reads a {@link HeaderFile} from its beginning, batch by batch, as far as it is intact. Confined
 * to one thread.
 */
final class HeaderFileReader {
  private static final int LONGEST = HeaderFile.BATCH_HEAD + HeaderFile.MAX_BATCH * RawHeader.SIZE;

  private final FileChannel channel;
  private final CRC32C crc = new CRC32C();
  private final ByteBuffer buffer = ByteBuffer.allocate(8 * LONGEST).order(ByteOrder.LITTLE_ENDIAN);
  private long base;
  private int at;
  private int end;

  HeaderFileReader(FileChannel channel) {
    this.channel = channel;
  }

  /** The next intact batch has been read. */
  interface Batch {
    /**
     * Takes headers.
     *
     * @param bytes array of the headers, valid during the call
     * @param at where they begin
     * @return false when they connect to nothing before them
     */
    boolean take(byte[] bytes, int at, int count);
  }

  /**
   * What the head of a file says after its title, version and network; empty when it is no such
   * head.
   *
   * @throws IOException when it cannot be read
   */
  static String title(FileChannel channel) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(HeaderFile.HEAD);
    while (head.hasRemaining() && channel.read(head, head.position()) > 0) {}
    String text = new String(head.array(), 0, head.position(), StandardCharsets.US_ASCII);
    return head.hasRemaining() || !text.startsWith(HeaderFile.TITLE)
        ? ""
        : text.substring(HeaderFile.TITLE.length()).strip();
  }

  /** Hands out the intact batches and answers where they end. */
  long read(Batch sink) throws IOException {
    seek(HeaderFile.HEAD);
    while (true) {
      int count = intact();
      if (count == 0 || !sink.take(buffer.array(), at + HeaderFile.BATCH_HEAD, count)) {
        return base + at;
      }
      at += HeaderFile.BATCH_HEAD + count * RawHeader.SIZE;
    }
  }

  /** Whether an intact batch begins anywhere behind a place: then that place was damaged later. */
  boolean anyBehind(long place) throws IOException {
    seek(place + 1);
    while (available(HeaderFile.BATCH_HEAD) >= HeaderFile.BATCH_HEAD) {
      if (buffer.getInt(at) == HeaderFile.MARKER && intact() > 0) {
        return true;
      }
      at++;
    }
    return false;
  }

  private void seek(long place) {
    base = place;
    at = 0;
    end = 0;
  }

  /** Headers of the batch that begins here; 0 when none does. */
  private int intact() throws IOException {
    if (available(HeaderFile.BATCH_HEAD) < HeaderFile.BATCH_HEAD
        || buffer.getInt(at) != HeaderFile.MARKER) {
      return 0;
    }
    int count = buffer.getInt(at + 4);
    if (count < 1 || count > HeaderFile.MAX_BATCH) {
      return 0;
    }
    int bytes = HeaderFile.BATCH_HEAD + count * RawHeader.SIZE;
    return available(bytes) >= bytes
            && buffer.getInt(at + 8) == HeaderFile.checksum(crc, buffer.array(), at, count)
        ? count
        : 0;
  }

  /** Bytes at hand from here, after trying to have as many as wanted. */
  private int available(int wanted) throws IOException {
    if (end - at < wanted) {
      buffer.limit(end).position(at).compact();
      base += at;
      at = 0;
      while (buffer.hasRemaining()) {
        int read = channel.read(buffer, base + buffer.position());
        if (read <= 0) {
          break;
        }
      }
      end = buffer.position();
      buffer.clear();
    }
    return end - at;
  }
}
