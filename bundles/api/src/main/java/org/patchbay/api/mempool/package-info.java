/** Unconfirmed transactions as the rest of the node sees them. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package org.patchbay.api.mempool;
