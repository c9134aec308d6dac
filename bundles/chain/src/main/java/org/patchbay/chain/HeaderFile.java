package org.patchbay.chain;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import org.patchbay.api.disk.AtomicFile;

/**
 * The file that headers are appended to. Confined to the chain lane once it is open.
 *
 * <p>A head of 64 bytes of text names format and network. Then follow batches: the marker {@code
 * "PBHB"}, the count of headers, a CRC-32C of count and headers, all little-endian, and the headers
 * of 80 bytes in wire order, each standing on the one before, the first on any header stored
 * before. A batch counts once it is whole, so an append cut short is as if it had never begun.
 */
final class HeaderFile implements HeaderLog {
  static final int HEAD = 64;
  static final int BATCH_HEAD = 12;
  static final String TITLE = "patchbay headers ";
  static final String VERSION = "1";
  static final int MARKER = 0x42484250;

  /** Most headers of one batch. */
  static final int MAX_BATCH = 2000;

  private final FileChannel channel;
  private final CRC32C crc = new CRC32C();
  private final ByteBuffer batch =
      ByteBuffer.allocate(BATCH_HEAD + MAX_BATCH * RawHeader.SIZE).order(ByteOrder.LITTLE_ENDIAN);
  private long length;
  private boolean unforced;

  /**
   * @param length where the next batch goes; what the file has beyond is overwritten
   */
  HeaderFile(FileChannel channel, long length) {
    this.channel = channel;
    this.length = length;
  }

  /** Opens a file for appending, which is made when there is none. */
  static HeaderFile open(Path path, String network, long length) throws IOException {
    FileChannel channel =
        FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
    try {
      if (length < HEAD) {
        channel.truncate(0);
        writeFully(channel, head(network), 0);
        channel.force(true);
        AtomicFile.forceName(path);
        return new HeaderFile(channel, HEAD);
      }
      channel.truncate(length);
      return new HeaderFile(channel, length);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** The head of a network's file. */
  static ByteBuffer head(String network) {
    String text = TITLE + VERSION + " " + network;
    byte[] bytes =
        (text + " ".repeat(HEAD - 1 - text.length()) + "\n").getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.wrap(bytes);
  }

  @Override
  public void append(byte[] headers, int count) throws IOException {
    int bytes = BATCH_HEAD + count * RawHeader.SIZE;
    batch.put(BATCH_HEAD, headers, 0, count * RawHeader.SIZE);
    batch.putInt(0, MARKER).putInt(4, count).putInt(8, checksum(crc, batch.array(), 0, count));
    try {
      writeFully(channel, batch.slice(0, bytes), length);
    } catch (IOException e) {
      cutBack(e);
      throw e;
    }
    length += bytes;
    unforced = true;
  }

  private void cutBack(IOException cause) {
    try {
      channel.truncate(length);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  /** The checksum of a batch that begins at {@code at}. */
  static int checksum(CRC32C crc, byte[] bytes, int at, int count) {
    crc.reset();
    crc.update(bytes, at + 4, 4);
    crc.update(bytes, at + BATCH_HEAD, count * RawHeader.SIZE);
    return (int) crc.getValue();
  }

  @Override
  public void force() throws IOException {
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

  private static void writeFully(FileChannel channel, ByteBuffer bytes, long at)
      throws IOException {
    long position = at;
    while (bytes.hasRemaining()) {
      position += channel.write(bytes, position);
    }
  }
}
