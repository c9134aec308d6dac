/**
 * Blocks are put together of the pool on the active chain, worked on, and offered as any other
 * (protocol-facts §6.2, §15).
 *
 * <p>Nothing here checks scripts, so only regtest mines: elsewhere a block of ours could be
 * invalid.
 */
package org.patchbay.mining;
