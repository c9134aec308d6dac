/**
 * What two nodes talk about: handshake, ping, addresses, headers, blocks, transactions. A protocol
 * is a component without state; attaching it makes one conversation with one peer.
 *
 * <p>Small components look across peers and are told and asked: {@code AddressRelay} (who gets an
 * address, protocol-facts §12.9), {@code HeaderSync} (who is asked for headers first, §14.7),
 * {@code BlockFetch} (who is asked for which block, §14.7) and {@code TxDownload} with {@code
 * TxRequests} (who is asked for which transaction, §13.3) and {@code Orphanage} (which ones wait
 * for their parents, §13.5). What a wallet sees goes through its {@code BloomFilter} (§7.9), which
 * one {@code FilterExchange} holds for blocks and transactions.
 */
package org.patchbay.protocols;
