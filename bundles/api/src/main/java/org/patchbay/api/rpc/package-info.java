/** Methods that anybody adds to the JSON-RPC interface, as Bitcoin Core speaks it. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package org.patchbay.api.rpc;
