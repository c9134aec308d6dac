/** What policies are asked, as values: put to those that are tried, written down, asked again. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package org.patchbay.api.question;
