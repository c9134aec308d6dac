/**
 * What a peer is worth. {@code none}: no opinion; {@code weighted}: one number from latency, uptime
 * and bandwidth; {@code gossip}: fading counters of good and bad deeds, and of crowding; {@code
 * cost}: what it gives for what it costs.
 */
package org.patchbay.scoring;
