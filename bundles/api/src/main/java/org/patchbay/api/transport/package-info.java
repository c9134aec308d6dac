/** Bytes in, message records out: links and their inboxes. Nothing is judged here. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package org.patchbay.api.transport;
