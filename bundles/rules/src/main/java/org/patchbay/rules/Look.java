package org.patchbay.rules;

import org.patchbay.api.peer.PeerView;

/**
 * What conditions look at: a peer at one moment.
 *
 * @param now loop time in nanoseconds
 * @param memo what is remembered of this peer under the same rules; null for nothing
 */
record Look(PeerView peer, long now, Memo memo) {}
