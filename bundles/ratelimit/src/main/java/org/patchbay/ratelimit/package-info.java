/**
 * What a peer may send. {@code core}: everything; {@code bucket}: token buckets per message class.
 */
package org.patchbay.ratelimit;
