/** What happens in a node, told to whoever keeps statistics. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package org.patchbay.api.observe;
