/**
 * The header chain (protocol-facts §14.3 to §14.6, §15) and the blocks beside it (§6.2, §14.7,
 * §14.10).
 *
 * <p><b>Threads.</b> The headers of all peers go through one lane of the workers, one message after
 * the other: judged, written, entered, published. Readers take the snapshot that was published last
 * and wait for nothing, not even for the disk; so the node loop serves while a write is slow.
 * Judging on the lane and not on the loop costs two hand-overs a message, a few hundredths of a
 * millisecond for 2000 headers, and leaves the loop to other peers.
 *
 * <p><b>Confirmed means written.</b> A header counts when its batch has been handed to the
 * operating system whole: a killed process loses nothing. The medium is forced five seconds later
 * and at the end; what a power failure takes is a tail, which is cut off at the start and fetched
 * again.
 *
 * <p><b>Memory.</b> 104 bytes a header outside the heap, 4 to 12 in the table, 4 for the best
 * chain: about 105 MB for 900,000 headers.
 *
 * <p><b>Blocks.</b> {@link org.patchbay.chain.BlockChain} takes them on the same lane, many in one
 * turn, since both change the best header chain: a block that breaks a rule makes its header and
 * all that stand on it invalid. That is remembered until the end of the run (what an operator
 * refuses, in a file until he takes it back); a block on disk that could not be connected is tried
 * again at the next start and fails again, any other is fetched again. What was mutated on its way
 * says nothing about its hash and leaves no trace.
 *
 * <p>The active chain leads to the entry with the most work all of whose blocks are here, not to
 * the best header: a block that is kept back by who found it stops nobody. Getheaders is answered
 * from the active chain. Where only the last blocks are kept, the headers before them count as
 * connected.
 *
 * <p><b>Blocks on disk.</b> Files of 128 MB in the folder {@code blocks}, to which records with a
 * checksum are only ever appended (see BlockFile); old ones are deleted whole. Places are found by
 * reading all files at the start: no index, hence none that could disagree. Unspent outputs, kept
 * on regtest, live in memory and are made from the blocks at every start, about a second for 50,000
 * small blocks or 300,000 transactions. What the last blocks did to them is remembered (200,000
 * changes); to go back further they are made anew up to the fork. An output takes about 115 bytes
 * when scripts recur, 190 when none does.
 */
package org.patchbay.chain;
