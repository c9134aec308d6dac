/**
 * The attack matrix: what each eviction and scoring policy lets attackers have. A whole engine with
 * the real protocols, address book, mempool and codec on virtual time, from a seed.
 *
 * <p>Modelled: inbound slots of which honest peers hold four fifths when the attack begins. An
 * honest peer stays as long as the attack lasts, on average of exponential times, then it or one
 * like it comes back within 20 s; it is 20 to 300 ms away, answers pings, announces every fourth
 * transaction (one is made every 2 s) and delivers what it is asked for. The attacker's hosts dial
 * within the first fifth of the attack, 20 to 120 ms away, and come back within a minute each time
 * they are dropped or refused. {@link Attacks} names what they do, each in a class of its own, and
 * {@link Rivals} the policies; all other slots have Bitcoin Core's.
 *
 * <p>Not modelled: outbound connections, which no eviction policy can lose and which are preferred
 * for downloads, so that withholding works far better here than on a node that dials; blocks, so
 * that nobody is protected for them; bandwidth, and with it receive buffers that fill; bytes below
 * a message, so that a slow-loris says nothing instead of half a message; ASMap; an attacker who
 * relays honestly to be protected for it.
 *
 * <p>Measured, by {@link Measure}: honest peers at the beginning that the node did not drop until
 * the end; the attacker's part of all slots over time; bytes on his connections, both ways; work;
 * honest transactions that were not accepted 10 s after they were made. Virtual time shows no CPU,
 * so {@link Work} counts what the loop has to look at: each message of his, each 36 bytes of it
 * (the size of an announcement) and each candidate that the eviction policy is shown. On one core,
 * with all that the simulation does beside it, a unit took 0.15 &micro;s under the slot flood and
 * 0.9 &micro;s under the flood of inv: compare policies under one attack, not one attack with
 * another. A policy's own time is not in it; {@code PolicyBench} has that.
 *
 * <p>The engine ends no more than 120 connections a minute for one slot. An eviction beyond that is
 * refused like a newcomer; a policy of another slot that wants more is benched, and {@link
 * Outcome#benched} says so: at 1,000 slots an attacker can bring that about.
 *
 * <p>{@code Matrix --full FOLDER} runs 1,000 slots, five minutes before and five of attack, one
 * seed a cell, and writes {@code matrix.csv}, a table and a heat map as PNG and SVG: those in
 * {@code doc-files} are of such a run. Five minutes are the surge and four more, 600 evictions at
 * the ceiling; ten would take twice the time, which is about seven minutes of a processor in all (4
 * s a cell, 8 s under the flood of inv, nearly all of it the node's own work). Each cell is in the
 * file once it is done, and a run that was ended goes on where it was.
 *
 * <p>Each build runs 80 slots, 2 minutes before and 4 of attack, two seeds, and fails where a cell
 * is worse than {@code doc-files/expected.csv} by more than the margin of its measure. A new
 * policy, or one that is meant to behave otherwise:
 *
 * <pre>
 *   mvn -q -pl bundles/bench -am -DskipTests package &amp;&amp; java -cp bundles/bench/target/benchmarks.jar \
 *     org.patchbay.bench.attacks.Matrix --expect \
 *     bundles/bench/src/main/java/org/patchbay/bench/attacks/doc-files/expected.csv
 * </pre>
 */
package org.patchbay.bench.attacks;
