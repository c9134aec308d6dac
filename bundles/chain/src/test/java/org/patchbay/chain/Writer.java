package org.patchbay.chain;

import java.nio.file.Path;
import java.util.List;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.Network;

/** A process of its own that stores headers, says each height it has confirmed, and never ends. */
final class Writer {
  private Writer() {}

  public static void main(String[] args) throws Exception {
    Node node = new Node(Path.of(args[0]), Network.REGTEST);
    BlockHeader last = node.chain.tip().header();
    for (int size = 1; ; size = size % 97 + 1) {
      List<BlockHeader> headers = Miner.line(last, size, size, 1);
      last = headers.get(size - 1);
      if (node.offer(headers).stored() == size) {
        System.out.println(node.chain.tip().height() + " " + last.hash());
        System.out.flush();
      }
    }
  }
}
