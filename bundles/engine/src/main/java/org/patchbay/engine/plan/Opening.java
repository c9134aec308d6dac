package org.patchbay.engine.plan;

import java.util.Set;
import org.patchbay.wire.NetworkClass;

/**
 * A connection that is to be opened. Immutable.
 *
 * @param networks in one of which the address has to be
 */
public record Opening(Purpose purpose, Set<NetworkClass> networks) {}
