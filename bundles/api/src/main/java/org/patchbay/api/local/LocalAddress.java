package org.patchbay.api.local;

import org.patchbay.wire.NetworkAddress;

/**
 * One of our own addresses.
 *
 * @param score of the best origin, and one more for each peer that said it reached us there, which
 *     is bounded
 */
public record LocalAddress(NetworkAddress address, LocalAddresses.Origin origin, int score) {}
