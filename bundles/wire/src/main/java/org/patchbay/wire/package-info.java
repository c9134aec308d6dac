/** Values, hashing and framing of the Bitcoin P2P protocol. */
@Export(substitution = Export.Substitution.NOIMPORT)
@Version("0.1.0")
package org.patchbay.wire;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
