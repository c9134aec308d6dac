package org.patchbay.record;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import java.util.zip.Deflater;

/**
 * The files of one recording: the part that is written, and up to three that were set aside when
 * they were large enough, {@code NAME.1} the last of them. A block is handed to the system whole,
 * so that a process that is killed leaves all blocks but the one at hand. Not thread-safe.
 */
final class PartFiles implements Closeable {
  /** Parts, the one that is written included. */
  static final int PARTS = 4;

  private static final int LEVEL = 4;

  private final Path file;
  private final long partBytes;
  private final Disk disk;
  private final Deflater deflater = new Deflater(LEVEL, true);
  private final long[] sizes = new long[PARTS];
  private byte[] stored = new byte[1 << 16];
  private WritableByteChannel out;

  /** Makes files; what it gives is written to in order. */
  interface Disk {
    /**
     * A new file.
     *
     * @throws IOException when the disk refuses, or there is one
     */
    WritableByteChannel create(Path file) throws IOException;

    /** The real one. */
    Disk REAL =
        file -> FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  /**
   * Nothing is made before the first part begins.
   *
   * @param maxBytes of all parts together, more or less a block
   */
  PartFiles(Path file, long maxBytes, Disk disk) {
    this.file = file;
    this.partBytes = maxBytes / PARTS;
    this.disk = disk;
  }

  /** The file of a part that was set aside; the one that is written for 0. */
  static Path part(Path file, int number) {
    return number == 0 ? file : file.resolveSibling(file.getFileName() + "." + number);
  }

  /** Whether another part should begin. */
  boolean full() {
    return sizes[0] >= partBytes;
  }

  /** Begins a part; the oldest gives way. */
  void next() throws IOException {
    if (out != null) {
      closePart();
      Files.deleteIfExists(part(file, PARTS - 1));
      for (int i = PARTS - 1; i > 0; i--) {
        if (Files.exists(part(file, i - 1))) {
          Files.move(part(file, i - 1), part(file, i), StandardCopyOption.ATOMIC_MOVE);
        }
        sizes[i] = sizes[i - 1];
      }
    }
    sizes[0] = 0;
    out = disk.create(file);
    ByteBuffer head = ByteBuffer.allocate(Format.HEAD).order(ByteOrder.LITTLE_ENDIAN);
    head.put(Format.MAGIC).putShort((short) Format.VERSION);
    append(head.flip());
  }

  /** Writes one block. */
  void write(byte[] block, int length) throws IOException {
    deflater.reset();
    deflater.setInput(block, 0, length);
    deflater.finish();
    int most = Format.BLOCK_HEAD + length + length / 1000 + 64;
    if (stored.length < most) {
      stored = new byte[most];
    }
    int size = 0;
    while (!deflater.finished()) {
      int from = Format.BLOCK_HEAD + size;
      size += deflater.deflate(stored, from, stored.length - from);
    }
    ByteBuffer whole = ByteBuffer.wrap(stored).order(ByteOrder.LITTLE_ENDIAN);
    whole.putInt(0, size).putInt(4, length);
    CRC32C crc = new CRC32C();
    crc.update(stored, 0, 8);
    crc.update(stored, Format.BLOCK_HEAD, size);
    whole.putInt(8, (int) crc.getValue());
    append(whole.limit(Format.BLOCK_HEAD + size));
  }

  private void append(ByteBuffer bytes) throws IOException {
    sizes[0] += bytes.remaining();
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }

  /** Bytes of all parts that are kept. */
  long bytes() {
    long sum = 0;
    for (long each : sizes) {
      sum += each;
    }
    return sum;
  }

  private void closePart() throws IOException {
    if (out instanceof FileChannel channel) {
      channel.force(true);
    }
    out.close();
  }

  @Override
  public void close() throws IOException {
    deflater.end();
    if (out != null) {
      closePart();
    }
  }
}
