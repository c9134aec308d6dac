/**
 * The embedded default network: a miner and its peers on loopback TCP, seeded and repeatable.
 *
 * <p>A stranger like any other: JDK sockets and {@code wire}. One thread, {@code patchbay-lab},
 * owns everything; a {@link org.patchbay.lab.Talk} is one peer's conversation with the node, its
 * {@link org.patchbay.lab.Part} says in what it differs from the others.
 */
package org.patchbay.lab;
