/**
 * The node's log: what is written in detail, and what lines say of peers.
 *
 * <p>A line about a peer carries its {@link org.patchbay.api.log.PeerTag} as marker, by which that
 * peer's lines can be asked for alone, and ends with it. Addresses of others are arguments that
 * hide themselves ({@link org.patchbay.api.log.HiddenAddress}); patterns of lines are constants,
 * because what repeats is held back by pattern.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package org.patchbay.api.log;
