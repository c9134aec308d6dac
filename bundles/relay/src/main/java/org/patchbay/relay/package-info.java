/** When peers are told of transactions: Bitcoin Core's trickle, and the best-scored first. */
package org.patchbay.relay;
