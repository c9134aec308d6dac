package org.patchbay.api.addrbook;

/**
 * A place in a table of an address book, and what stands there (protocol-facts §12.1). Immutable.
 *
 * @param tried in the table of what worked; otherwise of what was heard, where one address may take
 *     several places
 * @param bucket from 0
 * @param position in the bucket, from 0
 * @param address what stands there
 */
public record AddressPlace(boolean tried, int bucket, int position, AddressRecord address) {}
