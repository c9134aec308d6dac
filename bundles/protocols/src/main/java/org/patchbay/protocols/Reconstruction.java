package org.patchbay.protocols;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.patchbay.api.mempool.Mempool;
import org.patchbay.wire.Block;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.message.CmpctBlock;

/**
 * Makes a block of a compact one and of what the pool holds (protocol-facts §7.4). Functions
 * without state; a large block takes milliseconds.
 */
final class Reconstruction {
  private Reconstruction() {}

  /** What became of it. */
  sealed interface Result {}

  /** All transactions are there. */
  record Whole(Block block) implements Result {}

  /** Some are to be asked for: those of {@code missing}, ascending. */
  record Partial(BlockHeader header, Transaction[] slots, int[] missing) implements Result {}

  /** The whole block is to be asked for; nobody is to blame. */
  record Failed(String why) implements Result {}

  /** It cannot be: an offence. */
  record Invalid(String why) implements Result {}

  /**
   * Fills in what is prefilled and what the pool has. Where two of the pool match one short id
   * neither is taken.
   */
  static Result begin(CmpctBlock message, List<Mempool.Entry> pool) {
    int count = message.shortIds().length + message.prefilled().size();
    if (count == 0) {
      return new Invalid("compact block without transactions");
    }
    Transaction[] slots = new Transaction[count];
    for (CmpctBlock.Prefilled given : message.prefilled()) {
      if (given.index() >= count) {
        return new Invalid("prefilled index " + given.index() + " of " + count);
      }
      slots[given.index()] = given.transaction();
    }
    Map<Long, Integer> wanted = new HashMap<>();
    int slot = 0;
    for (long id : message.shortIds()) {
      while (slots[slot] != null) {
        slot++;
      }
      if (wanted.put(id, slot++) != null) {
        return new Failed("two transactions with one short id");
      }
    }
    fill(slots, wanted, ShortIds.of(message.header(), message.nonce()), pool);
    int[] missing =
        wanted.values().stream().mapToInt(at -> at).filter(at -> slots[at] == null).toArray();
    Arrays.sort(missing);
    return missing.length == 0
        ? whole(message.header(), slots)
        : new Partial(message.header(), slots, missing);
  }

  private static void fill(
      Transaction[] slots, Map<Long, Integer> wanted, ShortIds ids, List<Mempool.Entry> pool) {
    Map<Integer, Hash256> taken = new HashMap<>();
    for (Mempool.Entry entry : pool) {
      Hash256 wtxid = entry.transaction().wtxid();
      Integer slot = wanted.get(ids.of(wtxid));
      if (slot != null) {
        slots[slot] = taken.putIfAbsent(slot, wtxid) == null ? entry.transaction() : null;
      }
    }
  }

  /** Fills in what was asked for. */
  static Result finish(Partial partial, List<Transaction> given) {
    if (given.size() != partial.missing.length) {
      return new Invalid(given.size() + " transactions (asked for " + partial.missing.length + ")");
    }
    Transaction[] slots = partial.slots.clone();
    for (int i = 0; i < partial.missing.length; i++) {
      slots[partial.missing[i]] = given.get(i);
    }
    return whole(partial.header, slots);
  }

  private static Whole whole(BlockHeader header, Transaction[] slots) {
    return new Whole(Block.of(header, new ArrayList<>(Arrays.asList(slots))));
  }
}
