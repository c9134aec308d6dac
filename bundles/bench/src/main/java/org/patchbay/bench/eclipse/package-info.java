/**
 * How likely an attacker takes all outbound connections of a node: the real address book,
 * connection plan, draws and eviction policies on virtual time, with thin stand-ins for sockets,
 * which {@code AgreementTest} holds against whole nodes.
 *
 * <p>The attacker has so many addresses in so many /16 groups, each of which always answers. He
 * fills every inbound slot that eviction leaves him, sends his addresses from each of them as fast
 * as the token bucket lets through (protocol-facts §12.8), and forces a restart every other day,
 * for 30 days. The honest network has 6,000 addresses in 1,500 groups, each up and down in turn for
 * three days on average. After the first day one in 20 addresses is sent, of both sides alike, to
 * save time; {@link Scenario} has the numbers. Eclipsed: at some moment all ten outbound peers were
 * his.
 *
 * <pre>
 *   eclipsed, % of 200 runs
 *   addresses groups   with ASMap  as Core  no anchors  no feelers  no tests   none
 *         100      4           .       0.0           .           .         .    0.0
 *         100     64         0.0       0.0           .           .         .    0.0
 *       1,000      4           .       0.0           .           .         .    0.0
 *       1,000     64         0.0       0.5         0.5         1.0       0.5    1.0
 *       1,000  1,000         0.0       0.0         0.5         5.0       0.5    2.0
 *       3,000  1,000        43.0      63.0        48.5        84.5      41.0   75.0
 *      10,000      4           .       0.0           .           .         .    0.0
 *      10,000     64         0.0      98.0        99.0        98.5      98.0   98.5
 *      10,000  1,000        99.5      99.5           .           .         .  100.0
 *      10,000  4,000       100.0     100.0           .           .         .   99.5
 *      50,000      4           .       0.0           .           .         .    0.0
 *      50,000     64         0.0      99.5           .           .         .  100.0
 *      50,000  1,000       100.0      99.5           .           .         .  100.0
 *      50,000  4,000       100.0     100.0           .           .         .  100.0
 * </pre>
 *
 * <p><img src="doc-files/share.png" alt="share of runs eclipsed over addresses, with intervals">
 *
 * <p>Seeds 0 to 199 in each cell. {@code doc-files/grid.txt} has Wilson's intervals, the median
 * hours until it happened and the slots at the end, {@code grid.csv} the numbers, {@code grid.svg}
 * and {@code share.svg} the pictures; all come from {@code grid.csv} by {@code Eclipse --report
 * FOLDER}, and that from {@code Eclipse --grid FILE}, which goes on where it stopped. A point is a
 * cell that was not run: of the grid's 84 cells 50 were.
 *
 * <p>What it says: groups decide. 50,000 addresses in four groups never succeed, 10,000 in 64
 * nearly always do, and an ASMap that sees those 64 as four systems ends that. In the scenario
 * where the sides are about equal feelers help, anchors and the test before eviction do not: an
 * attacker who never fails a dial passes every test, keeps his places by it, and once he is an
 * anchor stays one.
 *
 * <p>The attack published in 2015, on the address manager of that time ({@link Addrman2015}), comes
 * out first, 50 seeds: 32 groups of 256 addresses fill 86.5 % of a full tried table (published: 86)
 * and eclipse 96 % of runs (85 by their formula, 98 tried out); 4,600 bots fill 98.4 % (98) and
 * eclipse all (85 and 100); with 72.5 % of the table two days before, 98 % (90).
 *
 * <p>The run of 400 bots over nodes as they were found ({@link Published}) does not come out: 10 of
 * 10 runs are eclipsed (at least 72.2 %) and 56.8 % of the tried table filled, where 84 live and 88
 * transplanted were published. The attack's numbers are published; what stood in the tables of
 * those nodes is not, beyond how full the tried table was, how old its addresses were and how few
 * answered.
 */
package org.patchbay.bench.eclipse;
