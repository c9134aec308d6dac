package org.patchbay.chain;

import java.nio.file.Path;
import java.util.List;
import org.patchbay.wire.Block;

/** A process of its own that connects blocks, says each height it has confirmed, and never ends. */
final class BlockWriter {
  private BlockWriter() {}

  public static void main(String[] args) throws Exception {
    BlockNode node = new BlockNode(Path.of(args[0]));
    while (true) {
      int height = node.blocks.tip().height();
      int count = 1 + height % 37;
      List<Block> line = Growth.line(node.blocks.tip().header(), height + 1, count, 1);
      node.headers(line);
      node.offerAll(line);
      System.out.println(node.blocks.tip().height() + " " + node.blocks.tip().hash());
      System.out.flush();
    }
  }
}
