package org.patchbay.chain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.api.chain.Blocks;
import org.patchbay.api.chain.Blocks.Outcome.Kind;
import org.patchbay.wire.Block;
import org.patchbay.wire.Network;

/** Files of blocks that were cut, flipped, and full. */
class BlockFilesTest {
  private static final int COUNT = 12;

  @TempDir Path temp;
  private Path folder;
  private Path file;
  private List<Block> line;
  private byte[] whole;

  @BeforeEach
  void write() throws IOException {
    folder = Files.createDirectory(temp.resolve("node"));
    file = folder.resolve("blocks").resolve("00000.dat");
    try (BlockNode node = new BlockNode(folder)) {
      line = Growth.line(node.genesis(), 1, COUNT, 1);
      node.headers(line);
      node.offerAll(line);
    }
    whole = Files.readAllBytes(file);
  }

  private int record(int number) {
    return BlockFile.HEAD + number * (BlockFile.RECORD_HEAD + line.get(0).raw().remaining());
  }

  @Test
  void cutAroundEveryBoundaryTheRestIsFetchedAgain() throws IOException {
    for (int kept = 0; kept <= COUNT; kept++) {
      for (int more = -1; more <= 1; more++) {
        int length = Math.min(record(kept) + more, whole.length);
        int left = more < 0 ? Math.max(0, kept - 1) : kept;
        left = Math.min(left, COUNT);
        restore(whole, length);
        try (BlockNode node = new BlockNode(folder)) {
          assertEquals(left, node.blocks.tip().height(), "cut to " + length);
          node.offerAll(line);
          assertEquals(COUNT, node.blocks.tip().height());
        }
        try (BlockNode node = new BlockNode(folder)) {
          assertEquals(COUNT, node.blocks.tip().height());
        }
      }
    }
  }

  private void restore(byte[] bytes, int length) throws IOException {
    Files.write(file, Arrays.copyOf(bytes, length));
  }

  @Test
  void aFlippedBitCostsNoMoreThanItsBlock() throws IOException {
    SplittableRandom random = new SplittableRandom(11);
    for (int round = 0; round < 60; round++) {
      byte[] bytes = whole.clone();
      int at = BlockFile.HEAD + random.nextInt(bytes.length - BlockFile.HEAD);
      bytes[at] ^= (byte) (1 << random.nextInt(8));
      restore(bytes, bytes.length);
      int hit = 0;
      while (record(hit + 1) <= at) {
        hit++;
      }
      try (BlockNode node = new BlockNode(folder)) {
        assertEquals(hit, node.blocks.tip().height(), "flipped at " + at);
        for (int i = 0; i < COUNT; i++) {
          assertEquals(i != hit, node.blocks.has(line.get(i).header().hash()));
        }
        assertEquals(Kind.CONNECTED, node.offer(line.get(hit)).kind());
        assertEquals(COUNT, node.blocks.tip().height());
      }
      try (BlockNode node = new BlockNode(folder)) {
        assertEquals(COUNT, node.blocks.tip().height());
      }
    }
  }

  @Test
  void aDamagedHeadCostsNothing() throws IOException {
    byte[] bytes = whole.clone();
    bytes[3] ^= 1;
    restore(bytes, bytes.length);
    try (BlockNode node = new BlockNode(folder)) {
      assertEquals(COUNT, node.blocks.tip().height());
    }
  }

  @Test
  void blocksOfAnotherNetworkAreRefused() throws IOException {
    Path other = Files.createDirectory(temp.resolve("other"));
    Files.createDirectory(other.resolve("blocks"));
    Files.copy(file, other.resolve("blocks").resolve("00000.dat"));
    Exception refused =
        assertThrows(
            IllegalStateException.class,
            () ->
                new BlockNode(
                    other,
                    Network.TEST,
                    ChainParams.of(Network.TEST),
                    Blocks.ALL,
                    BlockFiles.FULL));
    assertTrue(refused.getMessage().contains("regtest"), refused.getMessage());
  }

  /** What a stranger puts into a block may look like a record with a checksum that fits. */
  @Test
  void aRecordWithinADamagedBlockIsNotBelieved() throws IOException {
    Block real = line.get(COUNT - 1);
    Block forged = Block.of(real.header(), List.of(Growth.coinbase(COUNT, 77, 5)));
    byte[] inner = bytes(forged);
    byte[] bytes = Arrays.copyOf(whole, record(COUNT - 1) + 1 + 12 + inner.length);
    ByteBuffer record = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int at = record(COUNT - 1) + 1;
    record.put(at - 1, (byte) 0);
    record.putInt(at, BlockFile.MARKER).putInt(at + 4, inner.length);
    record.putInt(at + 8, BlockFile.checksum(new CRC32C(), inner, 0, inner.length));
    record.put(at + 12, inner);
    restore(bytes, bytes.length);
    try (BlockNode node = new BlockNode(folder)) {
      assertEquals(COUNT - 1, node.blocks.tip().height());
      assertFalse(node.blocks.has(real.header().hash()));
    }
  }

  private static byte[] bytes(Block block) {
    byte[] bytes = new byte[block.raw().remaining()];
    block.raw().get(bytes);
    return bytes;
  }

  @Test
  void manySmallFilesAreOneChain() throws IOException {
    Path small = Files.createDirectory(temp.resolve("small"));
    try (BlockNode node = small(small)) {
      node.headers(line);
      node.offerAll(line);
    }
    try (var files = Files.list(small.resolve("blocks"))) {
      assertEquals(4, files.count());
    }
    try (BlockNode node = small(small)) {
      assertEquals(COUNT, node.blocks.tip().height());
      assertEquals(line.get(5), node.read(line.get(5).header().hash()).orElseThrow());
    }
    // Without the second file, what it held is fetched again.
    Files.move(
        small.resolve("blocks").resolve("00001.dat"),
        temp.resolve("gone"),
        StandardCopyOption.REPLACE_EXISTING);
    try (BlockNode node = small(small)) {
      assertEquals(3, node.blocks.tip().height());
      assertEquals(4, node.blocks.wantedFrom());
      node.offerAll(line);
      assertEquals(COUNT, node.blocks.tip().height());
    }
  }

  private BlockNode small(Path folder) throws IOException {
    return new BlockNode(
        folder, Network.REGTEST, ChainParams.of(Network.REGTEST), Blocks.ALL, record(3));
  }

  @Test
  void damageFoundWhileReadingIsForgottenAndFetchedAgain() throws IOException {
    try (BlockNode node = new BlockNode(folder)) {
      byte[] bytes = whole.clone();
      bytes[record(1) + 40] ^= 1;
      restore(bytes, bytes.length);
      assertTrue(node.read(line.get(1).header().hash()).isEmpty());
      assertFalse(node.blocks.has(line.get(1).header().hash()));
      assertEquals(3, node.blocks.lowest());
      assertEquals(COUNT, node.blocks.tip().height());
    }
  }

  @Test
  void whatComesAfterTheEndDoesNotEmptyTheFileOfWhoeverCameNext() throws IOException {
    String network = ChainParams.of(Network.REGTEST).name();
    BlockFiles old = new BlockFiles(folder, network, whole.length);
    old.open((bytes, from, size, place, doubtful) -> {});
    old.close();
    Path second = folder.resolve("blocks").resolve("00001.dat");
    try (BlockFiles next = new BlockFiles(folder, network, whole.length)) {
      next.open((bytes, from, size, place, doubtful) -> {});
      next.append(line.get(0), 1);
      byte[] written = Files.readAllBytes(second);
      assertThrows(IOException.class, () -> old.append(line.get(1), 2));
      assertArrayEquals(written, Files.readAllBytes(second));
    }
  }

  @Test
  void onAFullDiskARecordIsThereOrNot() throws IOException {
    Path path = temp.resolve("narrow");
    byte[] bytes = Arrays.copyOfRange(whole, record(0), record(1));
    try (FileChannel real =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      NarrowDisk disk = new NarrowDisk(real, 0);
      try (BlockFile narrow = new BlockFile(0, disk, BlockFile.HEAD)) {
        for (int room = 0; room < bytes.length; room += 7) {
          disk.room(BlockFile.HEAD + room);
          assertThrows(IOException.class, () -> narrow.append(ByteBuffer.wrap(bytes)));
          assertEquals(BlockFile.HEAD, narrow.length());
        }
        disk.room(Long.MAX_VALUE);
        assertEquals(BlockFile.HEAD, narrow.append(ByteBuffer.wrap(bytes)));
        assertEquals(BlockFile.HEAD + bytes.length, real.size());
      }
    }
  }

  @Test
  void ofEqualWorkTheOneConnectedFirstStaysAfterARestart() throws IOException {
    Path two = Files.createDirectory(temp.resolve("two"));
    Block first = Growth.empty(line.get(4).header(), 6, 8);
    Block second = Growth.empty(line.get(4).header(), 6, 9);
    try (BlockNode node = new BlockNode(two)) {
      node.headers(line.subList(0, 5));
      node.offerAll(line.subList(0, 5));
      node.headers(List.of(first));
      node.headers(List.of(second));
      assertEquals(Kind.CONNECTED, node.offer(second).kind());
      assertEquals(6, node.blocks.wantedFrom());
      assertEquals(Kind.STORED, node.offer(first).kind());
      assertEquals(Integer.MAX_VALUE, node.blocks.wantedFrom());
    }
    try (BlockNode node = new BlockNode(two)) {
      assertEquals(second.header(), node.blocks.tip().header());
    }
  }
}
