package org.patchbay.mempool;

import java.util.List;
import org.patchbay.wire.Transaction;

/**
 * A transaction against which nothing speaks.
 *
 * @param parents those of the pool that it spends from, each once
 * @param newestCoin highest block that made an output it spends; -1 when all are of the pool
 * @param sigopCost what it costs of a block's limit of signature operations
 * @param timed whether a lock, or the maturity of a coinbase, decided when it may be confirmed
 */
record Candidate(
    Transaction tx, long fee, List<Held> parents, int newestCoin, boolean timed, int sigopCost)
    implements Judgement {}
