/**
 * An onion service that leads to this node, and a way into Tor, by the control port of a Tor that
 * runs here (protocol-facts §19.3).
 *
 * <p>{@link org.patchbay.tor.ReplyParser} makes replies of bytes, {@link
 * org.patchbay.tor.Conversation} says what follows from each, {@link org.patchbay.tor.TorControl}
 * connects again and again and keeps what was found; none of them meets a socket, a clock or a
 * thread. {@link org.patchbay.tor.TorComponent} and {@link org.patchbay.tor.ControlSocket} do.
 *
 * <p>An onion service lives as long as the control connection that added it. So the connection is
 * kept, and whatever changes, a new one begins from the first step: there is nothing to repair.
 */
package org.patchbay.tor;
