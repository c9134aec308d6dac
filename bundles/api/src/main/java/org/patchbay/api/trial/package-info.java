/** Changes of policies: tried, promoted under watch, rolled back, and the record of all of them. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package org.patchbay.api.trial;
