package org.patchbay.engine;

/**
 * A peer as a shadow first met it, which seeds what the shadow remembers of it. Immutable; one
 * object for each peer and shadow, so that a reused place is no one else's.
 */
record Opening(int place, PeerSnapshot peer, long at) {}
