/**
 * The rivals of rate limit, misbehaviour, relay, selection and admission, measured on virtual time;
 * what is modelled stands at each class. {@code doc-files/comparison.md} has the figures, those of
 * eviction and scoring too, and what they say. The tables anew, which a test holds to the page:
 *
 * <pre>
 *   mvn -q -pl bundles/bench -am -DskipTests package &amp;&amp; java -cp bundles/bench/target/benchmarks.jar \
 *     org.patchbay.bench.rivals.Comparison
 * </pre>
 */
package org.patchbay.bench.rivals;
