/**
 * What a peer may send. {@code core}: everything; {@code bucket}: token buckets per message class;
 * {@code subnet}: one bucket and a daily quota for all peers of a network group; {@code fair}: all
 * peers take turns.
 */
package org.patchbay.ratelimit;
