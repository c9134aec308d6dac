/** Who is told of what, and when: the relay policy and the engine's announce groups. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.1.0")
package org.patchbay.api.relay;
