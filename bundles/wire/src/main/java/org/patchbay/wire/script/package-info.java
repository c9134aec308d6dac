/** Scripts, and the texts that stand for them: addresses and descriptors. Nothing here runs one. */
@Export(substitution = Export.Substitution.NOIMPORT)
@Version("0.1.0")
package org.patchbay.wire.script;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
