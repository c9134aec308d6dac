/**
 * Bitcoin Core's methods about the chain, its blocks and coins, and the pool. They read what the
 * services answer at once, and ask the node loop and the chain lane for the rest; no thread waits.
 */
package org.patchbay.chainrpc;
