/** The eviction SPI: who goes when the inbound slots are full, or an outbound peer is too many. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package org.patchbay.api.eviction;
