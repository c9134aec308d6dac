/**
 * What the node counts, at an HTTP endpoint for Prometheus. The names are {@code patchbay_…}, in
 * base units. No label holds an address, a hash or what a peer wrote: their values are those of
 * enumerations, of commands the node knows, and names of what an operator installed, so that the
 * number of series does not grow with peers.
 */
package org.patchbay.prometheus;
