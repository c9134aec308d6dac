/**
 * The header chain (protocol-facts §14.3 to §14.6, §15).
 *
 * <p><b>Threads.</b> The headers of all peers go through one lane, one message after the other:
 * judged, written, entered, published. Readers take the snapshot that was published last and wait
 * for nothing. A turn on the lane is taken on the node loop while it is brief and the disk is
 * prompt, and by a worker otherwise ({@link org.patchbay.chain.Turns}): measured on two cores over
 * a whole sync of 500,000 headers, two hand-overs a message made it slower by a third.
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
