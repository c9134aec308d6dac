/** The remedy SPI: what is done about what health checks find. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package org.patchbay.api.remedy;
