/**
 * Addresses of other nodes: two tables with keyed buckets (protocol-facts §12), their file, groups
 * by /16 or by autonomous system, imports, and the DNS seeds that fill an empty book.
 */
package org.patchbay.addrbook;
