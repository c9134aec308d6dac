package org.patchbay.chain;

import java.util.Optional;
import org.patchbay.api.chain.Blocks;
import org.patchbay.api.chain.HeaderView;

record BlockOutcome(Kind kind, Optional<HeaderView> header, String detail)
    implements Blocks.Outcome {
  static BlockOutcome of(Kind kind, HeaderView header) {
    return new BlockOutcome(kind, Optional.of(header), "");
  }

  static BlockOutcome of(Kind kind, String detail) {
    return new BlockOutcome(kind, Optional.empty(), detail);
  }
}
