package org.patchbay.chain;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import org.patchbay.api.chain.HeaderIntake.Outcome;
import org.patchbay.api.fact.Fact;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.Hash256;
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
  private final ByteBuffer batch =
      ByteBuffer.allocate(HeaderFile.MAX_BATCH * RawHeader.SIZE).order(ByteOrder.LITTLE_ENDIAN);
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

  /** Refuses headers that stand on one that broke a rule, and remembers the last of them. */
  Optional<Refusal> onInvalid(List<BlockHeader> headers) {
    if (!invalid.contains(headers.get(0).previous())) {
      return Optional.empty();
    }
    return Optional.of(invalid(headers, 0, "bad-prevblk: stands on an invalid header"));
  }

  private Refusal invalid(List<BlockHeader> headers, int header, String detail) {
    invalid.add(headers.get(header).hash());
    invalid.add(headers.get(headers.size() - 1).hash());
    return Refusal.of(Fact.Offence.Kind.INVALID_HEADER, headers, header, detail);
  }

  /**
   * Enters headers that have their work and are continuous.
   *
   * @param parent entry of the first one's parent
   * @param now our clock in unix seconds
   */
  Entered enter(List<BlockHeader> headers, int parent, long now) {
    int last = parent;
    int next = 0;
    while (next < headers.size()) {
      int known = index.find(headers.get(next).hash());
      if (known < 0) {
        break;
      }
      last = known;
      next++;
    }
    int stored = 0;
    if (next < headers.size() && index.invalid(last)) {
      return new Entered(
          0, last, Optional.of(invalid(headers, next, "bad-prevblk: stands on an invalid block")));
    }
    Optional<Refusal> refusal = Optional.empty();
    if (next < headers.size()) {
      branch.startAt(last);
    }
    while (next < headers.size() && refusal.isEmpty()) {
      int end = Math.min(headers.size(), next + HeaderFile.MAX_BATCH);
      refusal = stage(headers, next, end, now);
      int staged = index.staged();
      if (staged > 0) {
        if (!written(staged)) {
          return new Entered(stored, last, Optional.of(Refusal.of(Outcome.Kind.NOT_STORED)));
        }
        stored += staged;
        last = branch.tip();
      }
      next = end;
    }
    return new Entered(stored, last, refusal);
  }

  private Optional<Refusal> stage(List<BlockHeader> headers, int from, int end, long now) {
    for (int i = from; i < end; i++) {
      BlockHeader header = headers.get(i);
      Optional<String> misplaced = rules.misplaced(branch, header);
      if (misplaced.isPresent()) {
        return Optional.of(invalid(headers, i, misplaced.get()));
      }
      // Our clock may be the wrong one, and this passes: it is neither an offence nor remembered.
      if (header.time() > now + HeaderRules.MAX_AHEAD) {
        return Optional.of(Refusal.of(Outcome.Kind.FUTURE));
      }
      Optional<String> outdated = rules.outdated(branch.height() + 1, header);
      if (outdated.isPresent()) {
        return Optional.of(invalid(headers, i, outdated.get()));
      }
      stage(header, (i - from) * RawHeader.SIZE);
    }
    return Optional.empty();
  }

  private void stage(BlockHeader header, int at) {
    put(header, at);
    int bits = (int) header.bits();
    UInt256 work = branch.chainWork().plus(rules.target(bits).work());
    int entry =
        index.stage(branch.tip(), branch.height() + 1, header.hash(), batch.array(), at, work);
    branch.advance(entry, header.time(), bits, work);
  }

  private void put(BlockHeader header, int at) {
    batch.putInt(at, header.version());
    put(header.previous(), at + RawHeader.PREVIOUS);
    put(header.merkleRoot(), at + RawHeader.MERKLE_ROOT);
    batch.putInt(at + RawHeader.TIME, (int) header.time());
    batch.putInt(at + RawHeader.BITS, (int) header.bits());
    batch.putInt(at + RawHeader.NONCE, (int) header.nonce());
  }

  private void put(Hash256 hash, int at) {
    batch.putLong(at, hash.longAt(0));
    batch.putLong(at + 8, hash.longAt(1));
    batch.putLong(at + 16, hash.longAt(2));
    batch.putLong(at + 24, hash.longAt(3));
  }

  private boolean written(int count) {
    try {
      log.append(batch.array(), count);
    } catch (IOException e) {
      index.drop();
      if (!failing) {
        LOG.error("headers cannot be stored, the next ones will be tried again: {}", e.toString());
      }
      failing = true;
      return false;
    }
    if (failing) {
      LOG.info("headers can be stored again");
    }
    failing = false;
    index.commit();
    return true;
  }
}
