/** The misbehaviour SPI: what follows from a protocol offence. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package org.patchbay.api.misbehaviour;
