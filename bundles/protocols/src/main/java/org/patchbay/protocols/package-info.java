/**
 * What two nodes talk about: handshake, ping, addresses, headers. A protocol is a component without
 * state; attaching it makes one conversation with one peer.
 *
 * <p>Two small components look across peers and are told and asked: {@code AddressRelay} (who gets
 * an address, protocol-facts §12.9) and {@code HeaderSync} (who is asked for headers first, §14.7).
 */
package org.patchbay.protocols;
