package org.patchbay.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** One file of captured messages, which ends with a whole message whatever happens. */
final class CaptureFile {
  private static final int COMMAND = 12;

  private final Path file;

  CaptureFile(Path file) {
    this.file = file;
  }

  /**
   * A message as it is written: time in microseconds since 1970, twelve bytes of command, length,
   * payload; numbers with the lowest byte first (protocol-facts §17.6).
   */
  static byte[] entry(long micros, String command, ByteBuffer payload) {
    int length = payload.remaining();
    ByteBuffer entry =
        ByteBuffer.allocate(size(length)).order(ByteOrder.LITTLE_ENDIAN).putLong(micros);
    for (int i = 0; i < COMMAND; i++) {
      entry.put((byte) (i < command.length() ? command.charAt(i) : 0));
    }
    return entry.putInt(length).put(payload.duplicate()).array();
  }

  /** Bytes of a message with a payload of so many. */
  static int size(int payload) {
    return 8 + COMMAND + 4 + payload;
  }

  /**
   * Adds messages.
   *
   * @throws IOException when the disk refuses; then the file is as it was
   */
  void add(List<byte[]> entries) throws IOException {
    if (entries.isEmpty()) {
      return;
    }
    Files.createDirectories(file.getParent());
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      long before = channel.size();
      try {
        channel.position(before);
        for (byte[] entry : entries) {
          ByteBuffer bytes = ByteBuffer.wrap(entry);
          while (bytes.hasRemaining()) {
            channel.write(bytes);
          }
        }
      } catch (IOException e) {
        channel.truncate(before);
        throw e;
      }
    }
  }
}
