/** One peer's whole world, and the protocols that live in it. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package org.patchbay.api.session;
