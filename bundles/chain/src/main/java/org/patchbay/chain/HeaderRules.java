package org.patchbay.chain;

import java.util.Optional;
import org.patchbay.api.chain.HeaderIntake.Outcome;
import org.patchbay.api.fact.Fact;

/**
 * What a header must fulfil: by itself, and where it stands (protocol-facts §15.1, §15.2). Confined
 * to the chain lane.
 */
final class HeaderRules {
  /** Seconds by which a header may be ahead of our clock. */
  static final long MAX_AHEAD = 7200;

  /** Seconds by which the first header of a period may be before its parent (BIP94). */
  static final long MAX_TIMEWARP = 600;

  private final ChainParams params;
  private final Difficulty difficulty;
  private Target last;

  HeaderRules(ChainParams params) {
    this.params = params;
    this.difficulty = new Difficulty(params);
    this.last = params.limit();
  }

  Difficulty difficulty() {
    return difficulty;
  }

  /** The target that compact bits stand for; the one asked for last is kept. */
  Target target(int bits) {
    if (last.bits() != bits) {
      last = Target.of(bits);
    }
    return last;
  }

  /** Whether all have the work they claim, and each stands on the one before. */
  Optional<Refusal> byThemselves(HeaderBatch batch) {
    for (int i = 0; i < batch.size(); i++) {
      if (!hasWork(batch, i)) {
        Target target = target(batch.bits(i));
        String detail =
            target.within(params.limit())
                ? "hash above the target of bits %08x".formatted(target.bits())
                : "bits %08x (limit %08x)".formatted(target.bits(), params.limit().bits());
        return Optional.of(offence(i, Fact.Offence.Kind.HEADER_WITHOUT_WORK, batch, detail));
      }
    }
    for (int i = 1; i < batch.size(); i++) {
      if (!batch.follows(i)) {
        String detail = "does not stand on the header before it";
        return Optional.of(offence(i, Fact.Offence.Kind.HEADERS_NOT_CONTINUOUS, batch, detail));
      }
    }
    return Optional.empty();
  }

  private boolean hasWork(HeaderBatch batch, int header) {
    Target target = target(batch.bits(header));
    return target.within(params.limit()) && target.metBy(batch.hash(header));
  }

  /**
   * Whether a header may stand on the tip of a branch.
   *
   * @param now our clock in unix seconds
   */
  Optional<Refusal> onBranch(Branch branch, HeaderBatch batch, int header, long now) {
    int height = branch.height() + 1;
    long time = batch.time(header);
    int bits = batch.bits(header);
    int required = difficulty.required(branch, branch.height(), time);
    if (bits != required) {
      return invalid(header, batch, height, "bits %08x (required %08x)".formatted(bits, required));
    }
    if (!branch.afterMedian(time)) {
      return invalid(
          header,
          batch,
          height,
          "time %d (must be after the median %d)".formatted(time, branch.medianTime()));
    }
    if (params.bip94() && height % params.interval() == 0 && time < branch.time() - MAX_TIMEWARP) {
      return invalid(
          header,
          batch,
          height,
          "time %d (at least %d by BIP94)".formatted(time, branch.time() - MAX_TIMEWARP));
    }
    if (time > now + MAX_AHEAD) {
      return Optional.of(
          new Refusal(
              header,
              Outcome.Kind.FUTURE,
              null,
              "time %d (at most %d) at height %d".formatted(time, now + MAX_AHEAD, height)));
    }
    int least = leastVersion(height);
    if (batch.version(header) < least) {
      return invalid(
          header,
          batch,
          height,
          "version %d (at least %d)".formatted(batch.version(header), least));
    }
    return Optional.empty();
  }

  /** Versions are compared as signed numbers: what miners roll sets high bits (§24.11). */
  private int leastVersion(int height) {
    if (height >= params.version4()) {
      return 4;
    }
    if (height >= params.version3()) {
      return 3;
    }
    return height >= params.version2() ? 2 : Integer.MIN_VALUE;
  }

  private static Optional<Refusal> invalid(
      int header, HeaderBatch batch, int height, String detail) {
    return Optional.of(
        offence(header, Fact.Offence.Kind.INVALID_HEADER, batch, detail + " at height " + height));
  }

  static Refusal offence(int header, Fact.Offence.Kind kind, HeaderBatch batch, String detail) {
    return new Refusal(
        header,
        Outcome.Kind.INVALID,
        kind,
        "header " + header + " of " + batch.size() + ": " + detail);
  }
}
