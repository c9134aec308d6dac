package org.patchbay.chain;

import java.util.List;
import java.util.Optional;
import org.patchbay.api.chain.HeaderIntake.Outcome.Kind;
import org.patchbay.api.fact.Fact;
import org.patchbay.wire.BlockHeader;

/**
 * Why headers are not accepted. Immutable.
 *
 * @param kind what the offer comes to
 * @param fact what the peer did wrong, when it did
 */
record Refusal(Kind kind, Optional<Fact> fact) {
  /** For what a peer does not answer. */
  static Refusal of(Kind kind) {
    return new Refusal(kind, Optional.empty());
  }

  /**
   * For a breach of the rules.
   *
   * @param header index of the header that breaks one
   */
  static Refusal of(
      Fact.Offence.Kind offence, List<BlockHeader> headers, int header, String detail) {
    String line = "header %d of %d: %s".formatted(header, headers.size(), detail);
    return new Refusal(Kind.INVALID, Optional.of(Fact.offence(offence, line)));
  }
}
