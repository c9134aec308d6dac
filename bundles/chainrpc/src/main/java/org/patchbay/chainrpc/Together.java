package org.patchbay.chainrpc;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.OutPoint;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.TxIn;

/** What several transactions must fulfil together, with Bitcoin Core's words. */
final class Together {
  private static final long MAX_WEIGHT = 404_000;

  private Together() {}

  static Optional<String> broken(List<Transaction> all) {
    Set<Hash256> later = new HashSet<>();
    all.forEach(tx -> later.add(tx.txid()));
    if (all.stream().mapToLong(Transaction::weight).sum() > MAX_WEIGHT) {
      return Optional.of("package-too-large");
    }
    if (later.size() != all.size()) {
      return Optional.of("package-contains-duplicates");
    }
    for (Transaction tx : all) {
      if (tx.inputs().stream().anyMatch(input -> later.contains(input.previous().txid()))) {
        return Optional.of("package-not-sorted");
      }
      later.remove(tx.txid());
    }
    Set<OutPoint> spent = new HashSet<>();
    for (Transaction tx : all) {
      if (tx.inputs().isEmpty()
          || tx.inputs().stream().anyMatch(input -> spent.contains(input.previous()))) {
        return Optional.of("conflict-in-package");
      }
      tx.inputs().stream().map(TxIn::previous).forEach(spent::add);
    }
    return Optional.empty();
  }
}
