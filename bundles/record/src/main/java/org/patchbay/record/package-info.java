/**
 * What policies were asked, in a file; and any policy asked it again.
 *
 * <p><b>The file.</b> A part begins with {@code PBRECORD} and a version of two bytes. Blocks
 * follow: stored length, whole length and CRC32C (of both lengths and what is stored) of four bytes
 * each, the lowest first, then the content, deflated. Both lengths are 1 to 33,554,432. An entry
 * never goes across blocks. A process that is killed leaves a part that ends inside a block, which
 * is read up to there; anything else that does not fit is refused with file, byte and reason. A
 * part stands for itself: when it is as large as a quarter of what the recording may take, it is
 * set aside and the next one begins anew; the oldest of four goes.
 *
 * <p><b>Entries.</b> A kind, then its values: numbers in seven bits a byte, with the lowest first;
 * those with a sign doubled ({@code zigzag}); times as what went by since the one before; words
 * that come again as numbers of a list that both sides keep; an offer likewise. The first entry of
 * a part is its beginning (network, version, wall-clock time in microseconds, loop time), then who
 * is in force in each slot. A view of a peer is its number, a mask of what changed since it was
 * last written, and that. A slot that remembers peers has each introduced once, as it was when it
 * was first asked about.
 *
 * <p><b>Why so.</b> Most of what a recording holds is views of peers that hardly changed: a
 * difference costs about 30 bytes where a view costs 500. The node loop only puts down what shadows
 * are asked, too; all of this happens beside it.
 */
package org.patchbay.record;
