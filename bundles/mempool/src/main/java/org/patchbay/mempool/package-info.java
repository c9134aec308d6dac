/** Unconfirmed transactions, bounded. */
package org.patchbay.mempool;
