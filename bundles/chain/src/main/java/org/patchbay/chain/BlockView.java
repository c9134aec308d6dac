package org.patchbay.chain;

/**
 * The active chain at one moment. Immutable.
 *
 * @param line all headers, the active chain standing for the best one
 * @param lowest height from which on every block of it is on disk
 * @param wantedFrom lowest height of the best header chain that is wanted, or the greatest number
 * @param coins whether inputs were checked
 */
record BlockView(Snapshot line, int lowest, int wantedFrom, boolean coins) {}
