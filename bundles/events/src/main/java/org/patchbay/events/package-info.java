/**
 * What happens in the node, as a stream of protobuf for observatories: {@code events.proto} beside
 * this bundle's pom says what there is. It goes to whoever connects to a local socket, and to a
 * file that rotates. The node loop only notes what happened; a thread encodes it, and each reader
 * has a thread and a bounded queue of its own: one that is too slow misses events, is told how
 * many, and slows nobody.
 */
package org.patchbay.events;
