package org.patchbay.api.question;

import org.patchbay.api.peer.PeerView;

/**
 * A peer as somebody first met it, which seeds what a policy remembers of it. Immutable; one object
 * for each peer and policy, so that a reused place is no one else's.
 *
 * @param place a small number, of no other peer that is there at the time
 * @param at loop time in nanoseconds
 */
public record Opening(int place, PeerView peer, long at) {}
