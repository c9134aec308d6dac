package org.patchbay.chain;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.patchbay.api.disk.AtomicFile;
import org.patchbay.wire.Block;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of blocks of a data folder: {@code blocks/00000.dat} and so on, the last of which is
 * appended to until it is full. Written on the chain lane; read from any thread.
 *
 * <p>What is torn at the end of the last file is cut off at the next start; what is damaged
 * elsewhere is passed over, and fetched again.
 */
final class BlockFiles implements Closeable {
  /** Bytes after which another file is begun. */
  static final long FULL = 128L << 20;

  private static final Logger LOG = LoggerFactory.getLogger(BlockFiles.class);
  private static final Pattern NAME = Pattern.compile("(\\d{5,9})\\.dat");
  private static final int OFFSET_BITS = 36;

  private final Path folder;
  private final String network;
  private final long full;
  private final ConcurrentSkipListMap<Integer, BlockFile> files = new ConcurrentSkipListMap<>();
  private final CRC32C crc = new CRC32C();
  private boolean closed;
  private ByteBuffer record = ByteBuffer.allocateDirect(1 << 16).order(ByteOrder.LITTLE_ENDIAN);

  BlockFiles(Path dataFolder, String network, long full) {
    this.folder = dataFolder.resolve("blocks");
    this.network = network;
    this.full = full;
  }

  /** Takes the blocks found. */
  interface Sink {
    /**
     * Takes a block.
     *
     * @param bytes array that holds it, valid during the call
     * @param from where it begins
     * @param size its bytes
     * @param place for {@link BlockFiles#read}
     * @param doubtful its merkle root must be checked
     */
    void take(byte[] bytes, int from, int size, long place, boolean doubtful);
  }

  /**
   * Opens all files and hands out every intact block.
   *
   * @throws IllegalStateException when they are of another network
   * @throws IOException when they cannot be read or written
   */
  void open(Sink sink) throws IOException {
    try {
      Files.createDirectories(folder);
      List<Integer> numbers = numbers();
      for (int i = 0; i < numbers.size(); i++) {
        open(numbers.get(i), i == numbers.size() - 1, sink);
      }
    } catch (IOException e) {
      throw new IOException(
          folder + " cannot be used (" + e + "): check the disk and who may write there", e);
    }
  }

  private List<Integer> numbers() throws IOException {
    List<Integer> numbers = new ArrayList<>();
    try (Stream<Path> paths = Files.list(folder)) {
      paths.forEach(
          path -> {
            Matcher name = NAME.matcher(path.getFileName().toString());
            if (name.matches()) {
              numbers.add(Integer.parseInt(name.group(1)));
            }
          });
    }
    numbers.sort(null);
    return numbers;
  }

  private Path path(int number) {
    return folder.resolve("%05d.dat".formatted(number));
  }

  private void open(int number, boolean last, Sink sink) throws IOException {
    Path path = path(number);
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      long size = channel.size();
      if (size < BlockFile.HEAD) {
        files.put(number, begin(number, channel));
        return;
      }
      boolean known = check(path, BlockFile.title(channel));
      BlockFile file = new BlockFile(number, channel, size);
      files.put(number, file);
      BlockFileReader reader = new BlockFileReader(channel);
      long end =
          reader.read(
              (bytes, from, length, at, doubtful) ->
                  sink.take(bytes, from, length, place(number, at), doubtful || !known));
      if (reader.damaged() || !known || end < size && !last) {
        LOG.error(
            "{} is damaged: what is not intact is fetched from peers again; check the disk if"
                + " this comes back",
            path);
      }
      if (end < size && last) {
        file.cut(end);
        LOG.warn("{}: cut off {} bytes behind the last block, from byte {}", path, size - end, end);
      }
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private BlockFile begin(int number, FileChannel channel) throws IOException {
    channel.truncate(0);
    BlockFile.writeFully(channel, ByteBuffer.wrap(BlockFile.head(network)), 0);
    channel.force(true);
    AtomicFile.forceName(path(number));
    return new BlockFile(number, channel, BlockFile.HEAD);
  }

  /** False for a head that is damaged. */
  private boolean check(Path path, Optional<String> title) {
    if (title.isPresent() && !title.get().equals(BlockFile.title(network))) {
      throw new IllegalStateException(
          path
              + " holds blocks of \"%s\", this node runs \"%s\":"
                  .formatted(title.get(), BlockFile.title(network))
              + " name another data folder, or move the file away");
    }
    return title.isPresent();
  }

  static long place(int file, long at) {
    return (long) file << OFFSET_BITS | at;
  }

  static int file(long place) {
    return (int) (place >>> OFFSET_BITS);
  }

  /** Notes that the file of a place holds a block of a height. */
  void holds(long place, int height) {
    files.get(file(place)).holds(height);
  }

  /**
   * Writes a block.
   *
   * @return its place, which is above 0
   * @throws IOException when it is not written; another attempt may succeed
   */
  long append(Block block, int height) throws IOException {
    ByteBuffer raw = block.raw();
    int size = raw.remaining();
    int bytes = BlockFile.RECORD_HEAD + size;
    if (record.capacity() < bytes) {
      record = ByteBuffer.allocateDirect(bytes + bytes / 2).order(ByteOrder.LITTLE_ENDIAN);
    }
    record.clear();
    record.putInt(BlockFile.MARKER).putInt(size).putInt(0).put(raw).flip();
    crc.reset();
    crc.update(record.slice(4, 4));
    crc.update(record.slice(BlockFile.RECORD_HEAD, size));
    record.putInt(8, (int) crc.getValue());
    BlockFile file = current(bytes);
    long at = file.append(record);
    file.holds(height);
    return place(file.number(), at);
  }

  private BlockFile current(int bytes) throws IOException {
    if (closed) {
      // Whoever opened the files after us may have begun the next one, which we would empty.
      throw new ClosedChannelException();
    }
    if (!files.isEmpty()) {
      BlockFile last = files.lastEntry().getValue();
      if (last.length() + bytes <= full || last.length() == BlockFile.HEAD) {
        return last;
      }
      last.force();
    }
    int number = files.isEmpty() ? 0 : files.lastKey() + 1;
    FileChannel channel =
        FileChannel.open(
            path(number),
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.CREATE);
    try {
      BlockFile next = begin(number, channel);
      files.put(number, next);
      return next;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /**
   * The block at a place; empty when it was deleted or damaged.
   *
   * @throws IOException when it cannot be read
   */
  Optional<Block> read(long place) throws IOException {
    BlockFile file = files.get(file(place));
    return file == null ? Optional.empty() : file.read(place & (1L << OFFSET_BITS) - 1);
  }

  /**
   * Deletes the files, but for the last, of which no block is above a height.
   *
   * @return their numbers
   */
  List<Integer> prune(int height) throws IOException {
    List<Integer> deleted = new ArrayList<>();
    while (files.size() > 1) {
      BlockFile first = files.firstEntry().getValue();
      if (first.highest() > height) {
        break;
      }
      files.remove(first.number());
      first.abandon();
      Files.deleteIfExists(path(first.number()));
      deleted.add(first.number());
    }
    return deleted;
  }

  /** Bytes in all files; from any thread. */
  long bytes() {
    return files.values().stream().mapToLong(BlockFile::length).sum();
  }

  /** Has the medium hold what was written. */
  void force() throws IOException {
    for (BlockFile file : files.values()) {
      file.force();
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    IOException failure = null;
    for (BlockFile file : files.values()) {
      try {
        file.close();
      } catch (IOException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
