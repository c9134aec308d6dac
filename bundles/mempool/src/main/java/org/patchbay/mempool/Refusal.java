package org.patchbay.mempool;

import java.util.Collection;
import java.util.List;
import org.patchbay.api.mempool.Mempool.Kind;
import org.patchbay.api.mempool.Mempool.Verdict;
import org.patchbay.wire.Hash256;

/** A transaction is not taken, and why. Immutable. */
record Refusal(Verdict verdict) implements Judgement {
  /** Whatever its company. */
  static Refusal rejected(String reason) {
    return new Refusal(new Verdict(Kind.REJECTED, reason, List.of()));
  }

  /** Without a witness where one is needed. */
  static Refusal stripped(String reason) {
    return new Refusal(new Verdict(Kind.WITNESS_STRIPPED, reason, List.of()));
  }

  /** For now. */
  static Refusal forNow(String reason) {
    return new Refusal(new Verdict(Kind.RECONSIDERABLE, reason, List.of()));
  }

  /** It was there before. */
  static Refusal known(String reason) {
    return new Refusal(new Verdict(Kind.KNOWN, reason, List.of()));
  }

  /** Parents are not known. */
  static Refusal missing(Collection<Hash256> parents) {
    return new Refusal(
        new Verdict(
            Kind.MISSING_PARENTS,
            "bad-txns-inputs-missingorspent: of " + parents.size() + " transactions",
            List.copyOf(parents)));
  }
}
