package org.patchbay.prometheus;

import java.util.Optional;
import org.patchbay.api.addrbook.AddressTables;
import org.patchbay.api.chain.Blocks;
import org.patchbay.api.chain.Chain;
import org.patchbay.api.health.Health;
import org.patchbay.api.mempool.Mempool;
import org.patchbay.api.metrics.Metrics;
import org.patchbay.api.node.Environment;
import org.patchbay.api.node.Node;
import org.patchbay.api.transport.TransportStats;

/** What there is to tell of at the moment of one scrape. */
record Sources(
    Environment environment,
    Node node,
    Optional<Metrics> metrics,
    Optional<Health> health,
    Optional<TransportStats> transport,
    Optional<Chain> chain,
    Optional<Blocks> blocks,
    Optional<Mempool> mempool,
    Optional<AddressTables> addresses) {}
