/**
 * The header chain (protocol-facts §14.3 to §14.6, §15).
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
 */
package org.patchbay.chain;
