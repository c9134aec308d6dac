/** Values, hashing and framing of the Bitcoin P2P protocol. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package org.patchbay.wire;
