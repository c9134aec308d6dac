package org.patchbay.it.simulation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.patchbay.codec.StandardCodec;
import org.patchbay.wire.Block;
import org.patchbay.wire.Network;
import org.patchbay.wire.WireReader;
import org.patchbay.wire.WireWriter;
import org.patchbay.wire.message.CmpctBlock;

/** Every file of real blocks goes from one node to another over a socket, byte for byte. */
class RealBlocksTest {
  private static final Path DATA =
      Path.of(System.getProperty("patchbay.data", "../../../shared/data")).resolve("blocks");

  @TempDir Path folder;

  /** One file without the data, so that its absence is said once. */
  static List<Path> files() throws IOException {
    if (!Files.isDirectory(DATA)) {
      return List.of(DATA);
    }
    try (Stream<Path> files = Files.list(DATA)) {
      return files.filter(file -> file.toString().matches(".*-\\d+\\.(raw|blk)")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void isServedAndFetchedByteForByte(Path file) throws Exception {
    assumeData();
    Network network =
        file.getFileName().toString().startsWith("test") ? Network.TEST : Network.MAIN;
    List<byte[]> originals = originals(network, file);
    List<Block> blocks = new ArrayList<>();
    for (byte[] original : originals) {
      blocks.add(Block.read(new WireReader(original)));
    }
    assertFalse(blocks.isEmpty());
    try (SocketNode server = new SocketNode(network, folder, blocks)) {
      server.shelf.fill(blocks);
      InetSocketAddress address = server.start();
      try (SocketNode client =
          new SocketNode(network, folder, blocks, "127.0.0.1:" + address.getPort())) {
        client.start();
        client.await("all fetched", () -> client.shelf.connected() == blocks.size());

        for (int i = 0; i < originals.size(); i++) {
          Block fetched = client.shelf.block(i + 1);
          byte[] bytes = new byte[fetched.raw().remaining()];
          fetched.raw().get(bytes);
          assertArrayEquals(originals.get(i), bytes, file + ", block " + i);
        }
        assertEquals(List.of(), client.engine.ended());
        assertTrue(
            client.engine.totals().bytesIn() > originals.stream().mapToLong(b -> b.length).sum());
      }
    }
  }

  @Test
  void theCompactBlockIsDecodedAndEncodedByteForByte() throws Exception {
    assumeData();
    byte[] original = Files.readAllBytes(DATA.resolve("mainnet-426884.cmpctblock.raw"));
    StandardCodec codec = new StandardCodec();
    CmpctBlock read = (CmpctBlock) codec.decode("cmpctblock", ByteBuffer.wrap(original));
    Block block =
        Block.read(new WireReader(Files.readAllBytes(DATA.resolve("mainnet-426884.raw"))));

    assertEquals(ByteBuffer.wrap(original), codec.encode(read));
    assertEquals(block.header(), read.header());
    assertEquals(block.transactions().size(), read.shortIds().length + read.prefilled().size());
    WireWriter out = new WireWriter();
    read.write(out);
    assertArrayEquals(original, out.toBytes());
  }

  private static void assumeData() {
    if ("true".equals(System.getenv("CI"))) {
      assertTrue(Files.isDirectory(DATA), "no real blocks in " + DATA);
    }
    Assumptions.assumeTrue(Files.isDirectory(DATA), "no real blocks in " + DATA);
  }

  /** One block is the whole file; several stand behind magic and length each. */
  private static List<byte[]> originals(Network network, Path file) throws IOException {
    byte[] all = Files.readAllBytes(file);
    if (file.toString().endsWith(".raw")) {
      return List.of(all);
    }
    List<byte[]> blocks = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN);
    while (in.hasRemaining()) {
      assertEquals(network.magic(), in.getInt());
      byte[] block = new byte[in.getInt()];
      in.get(block);
      blocks.add(block);
    }
    return blocks;
  }
}
