/** Where others can reach this node, as whoever knows of an address says (protocol-facts §19). */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package org.patchbay.api.local;
