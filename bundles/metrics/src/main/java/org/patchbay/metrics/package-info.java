/**
 * Statistics of messages and of how transactions and blocks spread.
 *
 * <p>{@link org.patchbay.metrics.MessageMetrics} is told on the node loop, up to millions of times
 * a second. One writer, no lock, no allocation: plain histograms that belong to the loop. Whoever
 * reads has them copied by short tasks of the loop, one for each message type, and computes
 * percentiles on its own thread. A recorder whose two phases a reader may flip would cost the
 * writer two atomic additions for each value, on the one thread that has no time; a reader can wait
 * for a turn of the loop.
 *
 * <p>Everything is bounded: message types are those of the protocol and {@code *other*}, traces
 * live in rings, and nothing is kept by address.
 */
package org.patchbay.metrics;
