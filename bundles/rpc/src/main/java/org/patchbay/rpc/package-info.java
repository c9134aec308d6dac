/**
 * JSON-RPC over HTTP as Bitcoin Core speaks it, and the methods of network and control.
 *
 * <p>A request goes through three hands. A thread of Netty owns its bytes ({@link
 * org.patchbay.rpc.HttpConversation}): it decides from the head alone whether the caller may speak,
 * so that the body of a stranger is never held. A worker reads the JSON and calls the methods
 * ({@link org.patchbay.rpc.Exchange}); what a method answers later holds no thread. Methods come
 * and go as services of {@code org.patchbay.api.rpc}.
 *
 * <p>Differences from Bitcoin Core, all of them stricter: a request with the header {@code Origin},
 * which browsers alone send, is refused with 403, for a page that the operator visits must not
 * speak to the node with the password that the browser remembers; the number of connections, of
 * values in one body and the bytes held in all are bounded; guesses of a password that wait for
 * their answer are counted.
 */
package org.patchbay.rpc;
