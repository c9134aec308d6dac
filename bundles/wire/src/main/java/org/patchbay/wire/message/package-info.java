/** One record per message of the protocol (protocol-facts §5). */
@Export(substitution = Export.Substitution.NOIMPORT)
@Version("0.1.0")
package org.patchbay.wire.message;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
