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
 * @param reason Bitcoin Core's word and the values that mattered
 */
record Refusal(Kind kind, Optional<Fact> fact, String reason) {
  /** For what a peer does not answer. */
  static Refusal of(Kind kind) {
    return new Refusal(
        kind,
        Optional.empty(),
        kind == Kind.FUTURE
            ? "time-too-new: its time is too far in the future"
            : "its header cannot be stored");
  }

  /**
   * For a breach of the rules.
   *
   * @param header index of the header that breaks one
   */
  static Refusal of(
      Fact.Offence.Kind offence, List<BlockHeader> headers, int header, String detail) {
    String line = "header %d of %d: %s".formatted(header, headers.size(), detail);
    return new Refusal(Kind.INVALID, Optional.of(Fact.offence(offence, line)), detail);
  }
}
