/**
 * Who goes when the inbound slots are full. Both policies choose among those whom {@link
 * org.patchbay.eviction.ProtectionSets} leaves; {@code core} then thins out the largest network
 * group, {@code scored} takes the worst score.
 */
package org.patchbay.eviction;
