package org.patchbay.wire.message;

import org.patchbay.wire.Block;
import org.patchbay.wire.MalformedException;
import org.patchbay.wire.WireReader;
import org.patchbay.wire.WireWriter;

/** A block (protocol-facts §5.4), written as it was read. */
public record BlockMessage(Block block) implements Message {
  /** Reads the payload. */
  public static BlockMessage read(WireReader in) throws MalformedException {
    return new BlockMessage(Block.read(in));
  }

  @Override
  public String command() {
    return "block";
  }

  @Override
  public void write(WireWriter out) {
    block.write(out);
  }
}
