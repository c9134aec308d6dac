package org.patchbay.rpc;

import java.time.Duration;

/**
 * On what terms callers are heard; another one may come while the server runs. Immutable.
 *
 * @param maxBody bytes of one request's body
 * @param timeout how long a caller may be silent between two requests, or within one
 * @param queue requests that may wait for a worker
 * @param connections that may stand at once
 */
record Terms(
    Credentials credentials,
    Whitelist whitelist,
    Guests guests,
    int maxBody,
    Duration timeout,
    int queue,
    int connections) {}
