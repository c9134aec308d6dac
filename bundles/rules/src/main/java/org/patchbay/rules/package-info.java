/**
 * Operators' rules as policies: {@code config/rules.conf}, followed by the policies named {@code
 * rules} of the slots admission, rate limit and eviction.
 *
 * <pre>
 *   rule spiders
 *     when agent.matches("(?i)spider|crawl") &amp;&amp; direction == "inbound"
 *     then refuse
 *     until 2027-01-31T00:00:00Z
 *     because "they only look"
 * </pre>
 *
 * <p><b>File.</b> UTF-8; one word and its value a line, {@code #} begins a line of comment. {@code
 * when} may go on in the lines that follow. {@code then} is {@code refuse} (admission), {@code
 * throttle 10/s} or {@code throttle 20 kB/s} (rate limit; B, kB and MB are 1, 1,000 and 1,000,000
 * bytes), or {@code evict first} (eviction). Of the rules of one slot the first that matches
 * counts. Where none does, a policy answers as Bitcoin Core. The file is taken whole or refused
 * whole, with line and column of each flaw, and then the rules in force stay.
 *
 * <p><b>Conditions</b> are in CEL, the Common Expression Language: its parser and its type checker
 * read them, once. {@link org.patchbay.rules.Variable} has what they may speak of; in the shell
 * {@code rules:variables} lists it. Beside {@code && || ! ?:}, comparison, {@code in} and
 * arithmetic there are {@code contains}, {@code startsWith}, {@code endsWith}, {@code matches}
 * (RE2, which takes linear time), {@code size}, {@code int}, {@code double} and {@code
 * address.within("192.0.2.0/24")}. The rest of CEL, its macros above all, is refused: what is left
 * has no loops, so that its cost is bounded by its size, and its size by {@link
 * org.patchbay.rules.RuleFile}.
 *
 * <p><b>Evaluation.</b> The checked tree is compiled here to a tree of closures over primitive
 * values; CEL's own runtime stays at home, since 50 rules took it 58 to 130 µs. What reads nothing
 * but slow facts of a peer (agent, AS, network, ...) is remembered with the peer and read again
 * when one of them changed; see {@link org.patchbay.rules.Memo}. A test compares with CEL's runtime
 * over conditions and peers by chance, errors included. What cannot be computed, as a division by
 * zero, is counted, and the rule does not match.
 *
 * <p>Measured by {@code RulesBench} in {@code bundles/bench}: see there.
 */
package org.patchbay.rules;
