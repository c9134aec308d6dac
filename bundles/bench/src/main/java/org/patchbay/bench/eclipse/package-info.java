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
 *   addresses groups defences                   eclipsed, % (95 %)   hours  slots at the end
 *     3000   1000  anchors+feelers+tests         63.0 (56.1 to  69.4)    340   8.66
 *     3000   1000  asmap+anchors+feelers+tests   43.0 (36.3 to  49.9)    366   7.87
 *     3000   1000  feelers+tests                 48.5 (41.7 to  55.4)    239   7.67
 *     3000   1000  anchors+tests                 84.5 (78.8 to  88.9)    335   9.56
 *     3000   1000  anchors+feelers               41.0 (34.4 to  47.9)    349   7.87
 *     3000   1000  none                          75.0 (68.6 to  80.5)    322   9.12
 *    10000     64  anchors+feelers+tests         98.0 (95.0 to  99.2)    239   9.96
 *     1000     64  anchors+feelers+tests          0.5 ( 0.1 to   2.8)    515   4.01
 *     1000   1000  anchors+feelers+tests          0.0 ( 0.0 to   1.9)      -   3.91
 *    10000   1000  anchors+feelers+tests         99.5 (97.2 to  99.9)    185   9.99
 *    50000   4000  anchors+feelers+tests        100.0 (98.1 to 100.0)    143  10.00
 *      100     64  anchors+feelers+tests          0.0 ( 0.0 to   1.9)      -   0.70
 *    50000     64  anchors+feelers+tests         99.5 (97.2 to  99.9)    191  10.00
 *    10000      4  anchors+feelers+tests          0.0 ( 0.0 to   1.9)      -   1.27
 *    10000   4000  anchors+feelers+tests        100.0 (98.1 to 100.0)    191  10.00
 *      100      4  anchors+feelers+tests          0.0 ( 0.0 to   1.9)      -   0.62
 *     1000      4  anchors+feelers+tests          0.0 ( 0.0 to   1.9)      -   1.21
 *    50000      4  anchors+feelers+tests          0.0 ( 0.0 to   1.9)      -   1.30
 *    50000   1000  anchors+feelers+tests         99.5 (97.2 to  99.9)    170  10.00
 *    10000     64  asmap+anchors+feelers+tests    0.0 ( 0.0 to   1.9)      -   1.33
 *     1000     64  asmap+anchors+feelers+tests    0.0 ( 0.0 to   1.9)      -   1.34
 *     1000   1000  asmap+anchors+feelers+tests    0.0 ( 0.0 to   1.9)      -   4.01
 *    10000   1000  asmap+anchors+feelers+tests   99.5 (97.2 to  99.9)    269   9.99
 *    50000   4000  asmap+anchors+feelers+tests  100.0 (98.1 to 100.0)    169  10.00
 * </pre>
 *
 * <p>200 seeds a line, 0 to 199; intervals are Wilson's; hours is the median until it happened. The
 * file is {@code doc-files/grid.csv}; the grid that {@link Grid} names has more scenarios than were
 * run. What it says: groups decide. 50,000 addresses in four groups never succeed, 10,000 in 64
 * nearly always do, and an ASMap that sees those 64 as four systems ends that. In the scenario
 * where the sides are about equal feelers help, anchors and the test before eviction do not: an
 * attacker who never fails a dial passes every test, keeps his places by it, and once he is an
 * anchor stays one.
 *
 * <p>The attack published in 2015, on the address manager of that time ({@link Addrman2015}), comes
 * out first, 50 seeds: 32 groups of 256 addresses fill 86.5 % of a full tried table (published: 86)
 * and eclipse 96 % of runs (85 by their formula, 98 tried out); 4,600 bots fill 98.4 % (98) and
 * eclipse all (85 and 100); with 72.5 % of the table two days before, 98 % (90). The run over nodes
 * as they were found is in {@link Published} and was not repeated for this page.
 */
package org.patchbay.bench.eclipse;
