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
 * <p>The curve is our own ({@link Field}, {@link Comb}, {@link Secp256k1}, {@link EllSwift}). With
 * Bouncy Castle's field, which besides settles carries by a branch, a handshake cost the node 1.5
 * ms of CPU, now 0.6 to 0.7 once the JVM is warm, on the same busy machine. Bindings of
 * libsecp256k1 want a native library for each platform; its ECDH in constant time hands out a hash,
 * and what would hand out the point takes a time that depends on the scalar. A naive model in the
 * tests guards ours. Of a handshake 0.26 ms is arithmetic, of which the ladder takes 0.14.
 *
 * <p>Memory: a silent connection that has yet to choose its version keeps about 4 kB, one that sent
 * a key and all the garbage allowed 8.5 kB, until the time of the handshake is over. An idle
 * connection keeps about 2 kB on the heap and nothing outside it. Three bounds hold what peers can
 * make us keep: the marks of each link ({@link Marks}), the two budgets of all links together
 * ({@link Budget}), and {@link Buffers#WRITE} bytes outside the heap for a peer that does not read.
 *
 * <p>Carriers, two cores shared with the load tool, a node that only answers pings: io_uring and
 * epoll carry 400,000 to 600,000 pongs a second, alike within the noise, with 2.2 and 1.9 kB of
 * live heap a connection; io_uring accepts more connections a second (12,000 against 8,600).
 */
package org.patchbay.transport;
