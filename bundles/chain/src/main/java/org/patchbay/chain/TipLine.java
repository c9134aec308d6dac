package org.patchbay.chain;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.patchbay.api.chain.BlockChange;
import org.patchbay.api.chain.HeaderView;
import org.patchbay.wire.Block;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the log says of each new tip, with Bitcoin Core's facts as far as they are known here. */
final class TipLine {
  private static final Logger LOG = LoggerFactory.getLogger(TipLine.class);

  private TipLine() {}

  static void write(BlockChange change) {
    HeaderView tip = change.tip();
    LOG.info(
        "new tip: best={} height={} version=0x{} log2_work={} transactions={} date={}{}",
        tip.hash(),
        tip.height(),
        String.format("%08x", tip.header().version()),
        String.format(Locale.ROOT, "%.6f", log2(tip.chainWork().toBigInteger())),
        change.connected().stream().mapToInt(block -> block.transactions().size()).sum(),
        Instant.ofEpochSecond(tip.header().time()),
        beside(change.connected(), change.disconnected()));
  }

  /** What is not the rule: several blocks at once, or some that left. */
  private static String beside(List<Block> connected, List<Block> disconnected) {
    String joined = connected.size() == 1 ? "" : " connected=" + connected.size();
    return disconnected.isEmpty() ? joined : joined + " disconnected=" + disconnected.size();
  }

  /** The logarithm of a positive number of any size. */
  static double log2(BigInteger work) {
    int shift = Math.max(0, work.bitLength() - 62);
    return Math.log(work.shiftRight(shift).doubleValue()) / Math.log(2) + shift;
  }
}
