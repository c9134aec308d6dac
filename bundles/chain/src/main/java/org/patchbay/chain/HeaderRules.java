package org.patchbay.chain;

import java.util.List;
import java.util.Optional;
import org.patchbay.api.fact.Fact;
import org.patchbay.wire.BlockHeader;

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
  private boolean lastWithin = true;

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
      lastWithin = last.within(params.limit());
    }
    return last;
  }

  /** Whether all have the work they claim, and each stands on the one before. */
  Optional<Refusal> byThemselves(List<BlockHeader> headers) {
    for (int i = 0; i < headers.size(); i++) {
      if (!hasWork(headers.get(i)) || i > 0 && !follows(headers, i)) {
        return Optional.of(unsound(headers));
      }
    }
    return Optional.empty();
  }

  /** Names the first header without work before any that does not follow, as Bitcoin Core does. */
  private Refusal unsound(List<BlockHeader> headers) {
    for (int i = 0; i < headers.size(); i++) {
      if (!hasWork(headers.get(i))) {
        Target target = target((int) headers.get(i).bits());
        String detail =
            target.within(params.limit())
                ? "high-hash: hash above the target of bits %08x".formatted(target.bits())
                : "high-hash: bits %08x (limit %08x)"
                    .formatted(target.bits(), params.limit().bits());
        return Refusal.of(Fact.Offence.Kind.HEADER_WITHOUT_WORK, headers, i, detail);
      }
    }
    int broken = 1;
    while (follows(headers, broken)) {
      broken++;
    }
    String detail = "does not stand on the header before it";
    return Refusal.of(Fact.Offence.Kind.HEADERS_NOT_CONTINUOUS, headers, broken, detail);
  }

  private static boolean follows(List<BlockHeader> headers, int header) {
    return headers.get(header).previous().equals(headers.get(header - 1).hash());
  }

  private boolean hasWork(BlockHeader header) {
    Target target = target((int) header.bits());
    return lastWithin && target.metBy(header.hash());
  }

  /**
   * Why a header may not stand on the tip of a branch, by its bits and its time; empty when it may.
   */
  Optional<String> misplaced(Branch branch, BlockHeader header) {
    int height = branch.height() + 1;
    long time = header.time();
    int bits = (int) header.bits();
    int required = difficulty.required(branch, branch.height(), time);
    if (bits != required) {
      return breach(height, "bad-diffbits: bits %08x (required %08x)".formatted(bits, required));
    }
    if (!branch.afterMedian(time)) {
      return breach(
          height,
          "time-too-old: time %d (must be after the median %d)"
              .formatted(time, branch.medianTime()));
    }
    if (params.bip94() && height % params.interval() == 0 && time < branch.time() - MAX_TIMEWARP) {
      return breach(
          height,
          "time-timewarp-attack: time %d (at least %d by BIP94)"
              .formatted(time, branch.time() - MAX_TIMEWARP));
    }
    return Optional.empty();
  }

  /** Why a header is too old for its height by its version; empty when it is not. */
  Optional<String> outdated(int height, BlockHeader header) {
    int least = leastVersion(height);
    if (header.version() < least) {
      return breach(height, "bad-version(0x%08x): at least %d".formatted(header.version(), least));
    }
    return Optional.empty();
  }

  private static Optional<String> breach(int height, String what) {
    return Optional.of(what + " at height " + height);
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
}
