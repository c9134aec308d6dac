/** The admission SPI: who is let in, and when it is asked. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package org.patchbay.api.admission;
