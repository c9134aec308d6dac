package org.patchbay.chain;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.patchbay.api.chain.Blocks;
import org.patchbay.api.chain.HeaderIntake;
import org.patchbay.fuzz.Folder;
import org.patchbay.fuzz.Parts;
import org.patchbay.sim.RegtestChain;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.sim.VirtualWorkers;
import org.patchbay.wire.Network;

/**
 * Files of headers and blocks that a disk or somebody has changed: the node begins with what is
 * intact, or refuses with the file named; a second start finds what the first one did, and what is
 * lost is fetched again.
 */
public final class ChainFilesFuzz {
  private static final int HEIGHT = 6;
  private static final int MOST = 16;
  private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);
  private static final RegtestChain CHAIN =
      RegtestChain.from(NOW.getEpochSecond() - 1_000).mine(HEIGHT);
  private static final Path FOLDER = Folder.make();
  private static final Path HEADERS = FOLDER.resolve(HeaderFiles.NAME);
  private static final Path BLOCKS = FOLDER.resolve("blocks");
  private static final Path FIRST = BLOCKS.resolve("00000.dat");
  private static final byte[] HEADER_BYTES;
  private static final byte[] BLOCK_BYTES;

  static {
    try {
      Chain chain = new Chain();
      chain.feed();
      chain.stop();
      HEADER_BYTES = Files.readAllBytes(HEADERS);
      BLOCK_BYTES = Files.readAllBytes(FIRST);
    } catch (IOException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private ChainFilesFuzz() {}

  /** Changes, each of them with its file, its place and its kind. */
  public static void fuzzerTestOneInput(byte[] input) {
    Parts parts = new Parts(input);
    byte[] headers = HEADER_BYTES;
    byte[] blocks = BLOCK_BYTES;
    boolean forged = false;
    for (int i = 0; i < MOST && parts.more(); i++) {
      int kind = parts.next();
      boolean ofHeaders = kind % 2 == 0;
      byte[] changed = changed(parts, kind / 2 % 6, ofHeaders, ofHeaders ? headers : blocks);
      forged |= kind / 2 % 6 > 4;
      headers = ofHeaders ? changed : headers;
      blocks = ofHeaders ? blocks : changed;
    }
    try {
      Folder.delete(FOLDER);
      Files.createDirectories(BLOCKS);
      Files.write(HEADERS, headers);
      Files.write(FIRST, blocks);
      start(forged);
    } catch (IOException disk) {
      throw new AssertionError(disk);
    }
  }

  private static byte[] changed(Parts parts, int kind, boolean ofHeaders, byte[] file) {
    int at = Math.min(file.length, parts.next() | parts.next() << 8);
    byte[] piece = kind < 2 ? new byte[0] : parts.piece();
    return switch (kind) {
      case 0 -> Arrays.copyOf(file, at);
      case 1 -> flipped(file, at, 1 << parts.next() % 8);
      case 2 -> spliced(file, at, at, piece);
      case 3 -> spliced(file, at, Math.min(file.length, at + piece.length), piece);
      case 4 -> spliced(file, at, file.length, piece);
      default -> spliced(file, file.length, file.length, record(piece, ofHeaders));
    };
  }

  private static byte[] flipped(byte[] file, int at, int bit) {
    byte[] changed = file.clone();
    if (at < changed.length) {
      changed[at] ^= (byte) bit;
    }
    return changed;
  }

  private static byte[] spliced(byte[] file, int from, int end, byte[] piece) {
    return ByteBuffer.allocate(from + piece.length + file.length - end)
        .put(file, 0, from)
        .put(piece)
        .put(file, end, file.length - end)
        .array();
  }

  /** With its right checksum. */
  private static byte[] record(byte[] piece, boolean ofHeaders) {
    int count = Math.max(1, piece.length / RawHeader.SIZE);
    int size = ofHeaders ? count * RawHeader.SIZE : piece.length;
    ByteBuffer record = ByteBuffer.allocate(12 + size).order(ByteOrder.LITTLE_ENDIAN);
    record.putInt(ofHeaders ? HeaderFile.MARKER : BlockFile.MARKER);
    record.putInt(ofHeaders ? count : size).putInt(0);
    record.put(piece, 0, Math.min(piece.length, size));
    byte[] bytes = record.array();
    int sum =
        ofHeaders
            ? HeaderFile.checksum(new CRC32C(), bytes, 0, count)
            : BlockFile.checksum(new CRC32C(), bytes, 12, size);
    return record.putInt(8, sum).array();
  }

  private static void start(boolean forged) throws IOException {
    Chain chain;
    try {
      chain = new Chain();
    } catch (IllegalStateException | IOException refused) {
      if (!refused.getMessage().startsWith(FOLDER.toString())) {
        throw new AssertionError("without its file: " + refused.getMessage(), refused);
      }
      return;
    }
    String found = chain.toString();
    chain.stop();
    Chain again = new Chain();
    if (!again.toString().equals(found)) {
      throw new AssertionError(found + ", and at the next start " + again);
    }
    again.feed();
    if (!forged && again.blocks.tip().height() != HEIGHT) {
      throw new AssertionError("what is lost is not fetched: " + again);
    }
    again.stop();
  }

  /** A node's chain on the folder. */
  private static final class Chain {
    private final VirtualLoop loop = new VirtualLoop(1, NOW);
    private final HeaderChain headers;
    private final BlockChain blocks;

    Chain() throws IOException {
      headers =
          new HeaderChain(
              loop,
              new VirtualWorkers(loop),
              Network.REGTEST,
              ChainParams.of(Network.REGTEST),
              FOLDER,
              Blocks.ALL);
      blocks = new BlockChain(headers);
      loop.advance(Duration.ZERO);
    }

    void feed() {
      HeaderIntake peer = headers.intake();
      peer.offer(
          IntStream.rangeClosed(1, HEIGHT).mapToObj(CHAIN::header).toList(), true, outcome -> {});
      loop.advance(Duration.ZERO);
      for (int i = 1; i <= HEIGHT; i++) {
        blocks.offer(CHAIN.block(i), true, outcome -> {});
      }
      loop.advance(Duration.ZERO);
    }

    void stop() throws IOException {
      blocks.stop();
      headers.stop();
    }

    @Override
    public String toString() {
      return List.of(headers.tip(), blocks.tip()).toString();
    }
  }
}
