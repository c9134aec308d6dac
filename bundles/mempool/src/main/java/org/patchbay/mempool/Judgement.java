package org.patchbay.mempool;

/** What comes of looking at a transaction. */
sealed interface Judgement permits Candidate, Refusal {}
