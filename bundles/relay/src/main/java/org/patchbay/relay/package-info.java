/**
 * When peers are told of transactions, and in which order: {@code core} does as Bitcoin Core
 * (protocol-facts §13.1); {@code score} lets groups with better peers wait less, which has a price
 * in privacy and serves only when it is named.
 */
package org.patchbay.relay;
