/** The one thread that owns meaning, its time and chance, and the workers beside it. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package org.patchbay.api.loop;
