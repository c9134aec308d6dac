/**
 * Addresses of other nodes: a bounded book in memory, its file, and the DNS seeds that fill an
 * empty one. Bitcoin Core's bucketed tables (protocol-facts §12.1, §12.2, §12.5) are not in it.
 */
package org.patchbay.addrbook;
