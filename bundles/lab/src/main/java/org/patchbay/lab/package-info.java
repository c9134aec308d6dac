/**
 * The embedded default network: a miner and its peers on loopback TCP, seeded and repeatable.
 *
 * <p>A stranger like any other: JDK sockets and {@code wire}. One thread, {@code patchbay-lab},
 * owns everything; a {@link org.patchbay.lab.Talk} is one peer's conversation with the node, its
 * {@link org.patchbay.lab.Part} says in what it differs from the others.
 *
 * <p>What they share is a {@link org.patchbay.lab.World}: a chain whose blocks are valid under
 * Bitcoin's rules, the scripts of its own wallets included, those wallets, and a pool. The miner
 * leaves a transaction some seconds to spread and mines it when the node told a lab peer of it, or
 * fetched it and had no time to tell. Of strangers' transactions it mines those whose coins it
 * knows: all since the lab began, and those of the last blocks where it follows an earlier run.
 */
package org.patchbay.lab;
