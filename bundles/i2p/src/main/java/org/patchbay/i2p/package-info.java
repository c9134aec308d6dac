/**
 * Peers in I2P, through a router that speaks SAM 3.1 (protocol-facts §19.4).
 *
 * <p>{@code SamTalk} is one conversation with the router: both agree on the version, then one
 * script goes on: {@code SessionCreate} on the socket whose life is the session's, {@code
 * StreamConnect} and {@code StreamAccept} on sockets that become links. These are pure: lines in,
 * steps out. {@code SamSession} is one session, {@code Presence} all of them: with {@code
 * Accepting} one that stays, has a key of its own and is used for everything; without it one for
 * each connection.
 */
package org.patchbay.i2p;
