package org.patchbay.trial;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.patchbay.api.trial.AuditEntry;

/**
 * The record of changes on disk: {@code policy-audit.jsonl}, one entry a line, and older files with
 * numbers. Confined to one worker at a time.
 *
 * <p>Rule: a line is forced to the disk before the next one is taken, and nothing that was written
 * is changed. What a crash left of a line is ended by a line break and passed over by readers; what
 * a full disk left of one is cut off. A file that is full gets the number 1 and those before it the
 * next; the oldest goes.
 */
final class AuditFiles {
  /** The newest file. */
  static final String NAME = "policy-audit.jsonl";

  private final Path folder;
  private final long most;
  private final int older;
  private long length = -1;

  /**
   * Files in a folder.
   *
   * @param most bytes of one file
   * @param older files besides the newest
   */
  AuditFiles(Path folder, long most, int older) {
    this.folder = folder;
    this.most = most;
    this.older = older;
  }

  private Path file(int number) {
    return folder.resolve(number == 0 ? NAME : NAME + "." + number);
  }

  /**
   * Ends a line that a crash left unfinished.
   *
   * @return the bytes of that line, which readers pass over; 0 where there is none
   * @throws IOException when the file cannot be read or mended
   */
  long open() throws IOException {
    Path file = file(0);
    if (!Files.exists(file)) {
      length = 0;
      return 0;
    }
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long size = channel.size();
      long torn = size - lastBreak(channel, size);
      if (torn > 0) {
        write(channel, new byte[] {'\n'}, size);
        channel.force(true);
        size++;
      }
      length = size;
      return torn;
    }
  }

  /**
   * Adds an entry, which is on the disk when this returns.
   *
   * @throws IOException when it is not, for example because the disk is full
   */
  void append(AuditEntry entry) throws IOException {
    byte[] line = AuditLine.of(entry);
    if (length < 0) {
      open();
    }
    if (length > 0 && length + line.length > most) {
      rotate();
    }
    boolean fresh = length == 0;
    try (FileChannel channel =
        FileChannel.open(
            file(0),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      try {
        write(channel, line, length);
        channel.force(true);
      } catch (IOException e) {
        length = -1;
        cut(channel, channel.size(), e);
        throw e;
      }
    }
    length += line.length;
    if (fresh) {
      forceFolder();
    }
  }

  private void cut(FileChannel channel, long written, IOException cause) {
    try {
      long whole = lastBreak(channel, written);
      channel.truncate(whole);
    } catch (IOException e) {
      cause.addSuppressed(e); // What is left is mended by the next entry.
    }
  }

  private static void write(FileChannel channel, byte[] line, long at) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(line);
    long position = at;
    while (buffer.hasRemaining()) {
      position += channel.write(buffer, position);
    }
  }

  /** The place behind the last line break among the first {@code size} bytes; 0 for none. */
  private static long lastBreak(FileChannel channel, long size) throws IOException {
    ByteBuffer one = ByteBuffer.allocate(1);
    for (long at = size; at > Math.max(0, size - AuditLine.MAX); at--) {
      one.clear();
      if (channel.read(one, at - 1) == 1 && one.get(0) == '\n') {
        return at;
      }
    }
    return 0;
  }

  /** Each takes the next number as far as none is free: a crash between two moves leaves one. */
  private void rotate() throws IOException {
    int free = 1;
    while (free < older && Files.exists(file(free))) {
      free++;
    }
    Files.deleteIfExists(file(free));
    for (int number = free - 1; number >= 0; number--) {
      Files.move(file(number), file(number + 1), StandardCopyOption.ATOMIC_MOVE);
    }
    forceFolder();
    length = 0;
  }

  private void forceFolder() throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** The last entries, the most recent last; lines that cannot be read are passed over. */
  List<AuditEntry> last(int count) throws IOException {
    List<AuditEntry> entries = new ArrayList<>();
    for (int number = 0; number <= older && entries.size() < count; number++) {
      if (Files.exists(file(number))) {
        List<AuditEntry> page = new ArrayList<>();
        String text = new String(Files.readAllBytes(file(number)), StandardCharsets.UTF_8);
        text.lines().forEach(line -> AuditLine.parse(line).ifPresent(page::add));
        entries.addAll(0, page);
      }
    }
    return List.copyOf(entries.subList(Math.max(0, entries.size() - count), entries.size()));
  }
}
