package org.patchbay.chain;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.patchbay.wire.Block;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.MalformedException;
import org.patchbay.wire.WireReader;

/** Real headers and blocks, where the machine has them. */
final class Data {
  private Data() {}

  static List<BlockHeader> headers(String name) throws IOException {
    byte[] bytes = bytes("headers", name);
    List<BlockHeader> headers = new ArrayList<>();
    for (int at = 0; at < bytes.length; at += BlockHeader.SIZE) {
      headers.add(BlockHeader.of(bytes, at));
    }
    return headers;
  }

  static Block block(String name) throws IOException {
    return block(bytes("blocks", name));
  }

  /** Blocks 1 to 255 of main. */
  static List<Block> firstBlocks() throws IOException {
    ByteBuffer file =
        ByteBuffer.wrap(bytes("blocks", "mainnet-1-255.blk")).order(ByteOrder.LITTLE_ENDIAN);
    List<Block> blocks = new ArrayList<>();
    while (file.hasRemaining()) {
      file.getInt();
      byte[] bytes = new byte[file.getInt()];
      file.get(bytes);
      blocks.add(block(bytes));
    }
    return blocks;
  }

  private static Block block(byte[] bytes) throws IOException {
    try {
      return Block.read(new WireReader(bytes));
    } catch (MalformedException e) {
      throw new IOException(e);
    }
  }

  private static byte[] bytes(String kind, String name) throws IOException {
    Path file = Path.of(System.getProperty("patchbay.data", "")).resolve(kind).resolve(name);
    if (!Files.exists(file)) {
      String reason = "nothing real at " + file + " (system property patchbay.data)";
      if ("true".equals(System.getenv("CI"))) {
        Assertions.fail(reason);
      }
      Assumptions.abort(reason);
    }
    return Files.readAllBytes(file);
  }
}
