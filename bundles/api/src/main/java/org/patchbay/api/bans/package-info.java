/** Who may not connect, by an operator's word (protocol-facts §11.4). */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package org.patchbay.api.bans;
