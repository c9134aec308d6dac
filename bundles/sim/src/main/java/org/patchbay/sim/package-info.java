/**
 * A node's surroundings on virtual time: loop, workers, network, and a session without an engine.
 */
package org.patchbay.sim;
