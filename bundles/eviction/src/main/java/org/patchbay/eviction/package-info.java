/**
 * Who goes when the inbound slots are full. All policies choose among those whom {@link
 * org.patchbay.eviction.ProtectionSets} leaves; {@code core} then thins out the largest network
 * group, {@code scored} takes the worst score, {@code cost} who gave least for what it cost, {@code
 * diverse} one of the most crowded system, group and host.
 */
package org.patchbay.eviction;
