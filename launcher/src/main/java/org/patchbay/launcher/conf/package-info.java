/**
 * Bitcoin Core's options, of the command line and of {@code bitcoin.conf}, as our configuration
 * (protocol-facts §28). What cannot be done is refused with its place and a reason; nothing is
 * taken and ignored.
 */
package org.patchbay.launcher.conf;
