/** The scoring SPI: facts to a number, never a verdict. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package org.patchbay.api.scoring;
