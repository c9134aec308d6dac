/** The selection SPI: which peers are asked for blocks before others. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package org.patchbay.api.selection;
