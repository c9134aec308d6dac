/** The one thread that owns meaning, its time and chance, and the workers beside it. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package org.patchbay.api.loop;
