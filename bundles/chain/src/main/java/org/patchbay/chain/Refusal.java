package org.patchbay.chain;

import org.patchbay.api.chain.HeaderIntake.Outcome;
import org.patchbay.api.fact.Fact;

/**
 * Why a header is not accepted. Immutable.
 *
 * @param header its index among those that were offered
 * @param kind what the offer comes to
 * @param offence which breach it is; only for {@link Outcome.Kind#INVALID}
 * @param detail one line with the values that mattered
 */
record Refusal(int header, Outcome.Kind kind, Fact.Offence.Kind offence, String detail) {}
