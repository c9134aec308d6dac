/** One record per message of the protocol (protocol-facts §5). */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package org.patchbay.wire.message;
