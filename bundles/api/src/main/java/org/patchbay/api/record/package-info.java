/** What is written down of a running node: what policies are asked, and what peers send. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package org.patchbay.api.record;
