package org.patchbay.chain;

import org.patchbay.api.chain.HeaderView;

/**
 * The active chain at one moment. Immutable.
 *
 * @param line all headers, the active chain standing for the best one
 * @param tip its last header
 * @param lowest height from which on every block of it is on disk
 * @param wantedFrom lowest height of the best header chain that is wanted, or the greatest number
 */
record BlockView(Snapshot line, HeaderView tip, int lowest, int wantedFrom) {}
