package org.patchbay.ratelimit;

/** What one peer may send of one message class. Immutable. */
record Limit(Rate messages, Rate bytes) {}
