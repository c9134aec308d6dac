/**
 * Sockets, frames and their bounds. The walk of a byte: {@link Lane} (an event loop) reads into
 * {@link NettyLink}, whose {@link Intake} frames it ({@link FrameReader}) and puts arrivals into
 * the {@link Inbox} of the node loop; what the node sends waits in the {@link Outbox} as records
 * until the socket takes bytes ({@link FrameWriter}).
 *
 * <p>Version 2 (BIP324): a {@link KeyExchange} stands where the frames would be read until it is
 * known what the other end speaks and there are keys ({@link SessionKeys}); then a {@link
 * PacketReader} and a {@link PacketWriter} take the places of reader and writer. A peer that hangs
 * up on our key without a word is dialled again in version 1, as the same {@link NettyLink}.
 *
 * <p>Memory: an idle connection keeps about 2 kB on the heap and nothing outside it. Three bounds
 * hold what peers can make us keep: the marks of each link ({@link Marks}), the two budgets of all
 * links together ({@link Budget}), and {@link Buffers#WRITE} bytes outside the heap for a peer that
 * does not read.
 *
 * <p>Carriers, two cores shared with the load tool, a node that only answers pings: io_uring and
 * epoll carry 400,000 to 600,000 pongs a second, alike within the noise, with 2.2 and 1.9 kB of
 * live heap a connection; io_uring accepts more connections a second (12,000 against 8,600).
 */
package org.patchbay.transport;
