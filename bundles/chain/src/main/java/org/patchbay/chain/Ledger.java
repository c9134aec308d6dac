package org.patchbay.chain;

import java.io.IOException;
import java.util.Optional;
import org.patchbay.api.chain.HeaderIntake.Outcome;
import org.patchbay.api.fact.Fact;
import org.patchbay.wire.UInt256;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts headers under the rules, on disk and into the index, in that order. Confined to the chain
 * lane.
 */
final class Ledger {
  private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);

  private final Index index;
  private final HeaderRules rules;
  private final HeaderLog log;
  private final Branch branch;
  private final InvalidHashes invalid = new InvalidHashes();
  private boolean failing;

  Ledger(Index index, ChainParams params, HeaderRules rules, HeaderLog log) {
    this.index = index;
    this.rules = rules;
    this.log = log;
    this.branch = new Branch(index, params);
  }

  /**
   * What was stored.
   *
   * @param stored how many headers are new
   * @param last entry of the last header that is stored; the parent of the first when none is
   * @param refusal why the rest is not stored
   */
  record Entered(int stored, int last, Optional<Refusal> refusal) {}

  /** Whether the first header of a batch stands on one that broke a rule. */
  boolean onInvalid(HeaderBatch batch) {
    return invalid.contains(batch.previous(0));
  }

  /** Remembers the last of a batch as standing on an invalid header, and says so. */
  Refusal refuseOnInvalid(HeaderBatch batch) {
    invalid.add(batch.lastHash());
    return HeaderRules.offence(
        0, Fact.Offence.Kind.INVALID_HEADER, batch, "stands on an invalid header");
  }

  /**
   * Enters headers that have their work and are continuous.
   *
   * @param parent entry of the first one's parent
   * @param now our clock in unix seconds
   */
  Entered enter(HeaderBatch batch, int parent, long now) {
    int last = parent;
    int next = 0;
    while (next < batch.size()) {
      int known = index.find(batch.hash(next));
      if (known < 0) {
        break;
      }
      last = known;
      next++;
    }
    int stored = 0;
    Optional<Refusal> refusal = Optional.empty();
    if (next < batch.size()) {
      branch.startAt(last);
    }
    while (next < batch.size() && refusal.isEmpty()) {
      int from = next;
      int end = Math.min(batch.size(), from + HeaderFile.MAX_BATCH);
      refusal = stage(batch, from, end, now);
      int staged = index.staged();
      if (staged > 0) {
        Optional<Refusal> unwritten = write(batch, from, staged);
        if (unwritten.isPresent()) {
          return new Entered(stored, last, unwritten);
        }
        stored += staged;
        last = branch.tip();
      }
      next = end;
    }
    return new Entered(stored, last, refusal);
  }

  private Optional<Refusal> stage(HeaderBatch batch, int from, int end, long now) {
    Optional<Refusal> refusal = Optional.empty();
    for (int i = from; i < end && refusal.isEmpty(); i++) {
      refusal = stage(batch, i, now);
    }
    return refusal;
  }

  private Optional<Refusal> stage(HeaderBatch batch, int header, long now) {
    Optional<Refusal> refusal = rules.onBranch(branch, batch, header, now);
    if (refusal.isEmpty()) {
      int bits = batch.bits(header);
      UInt256 work = branch.chainWork().plus(rules.target(bits).work());
      int entry = index.stage(branch.tip(), branch.height() + 1, batch, header, work);
      branch.advance(entry, batch.time(header), bits, work);
    } else if (refusal.get().kind() == Outcome.Kind.INVALID) {
      invalid.add(batch.hash(header));
      invalid.add(batch.lastHash());
    }
    return refusal;
  }

  private Optional<Refusal> write(HeaderBatch batch, int from, int count) {
    try {
      log.append(batch.bytes(), from, count);
    } catch (IOException e) {
      index.drop();
      if (!failing) {
        LOG.error("headers cannot be stored, the next ones will be tried again: {}", e.toString());
      }
      failing = true;
      return Optional.of(
          new Refusal(from, Outcome.Kind.NOT_STORED, null, "could not be written: " + e));
    }
    if (failing) {
      LOG.info("headers can be stored again");
    }
    failing = false;
    index.commit();
    return Optional.empty();
  }
}
