/**
 * The gateway opens a port to us (protocol-facts §19.6): PCP (RFC 6887), and NAT-PMP (RFC 6886) for
 * gateways that know no better.
 */
package org.patchbay.portmap;
