package org.patchbay.bench.eclipse;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.patchbay.api.eviction.EvictionPolicy;
import org.patchbay.api.peer.PeerView;
import org.patchbay.eviction.ProtectedEviction;
import org.patchbay.eviction.ScoredEviction;

class EvictionsTest {
  /** A policy of no bundle. */
  public static final class Nobody implements EvictionPolicy {
    @Override
    public Optional<PeerView> evict(List<PeerView> candidates, long now) {
      return Optional.empty();
    }
  }

  private final Evictions evictions;

  EvictionsTest() throws IOException {
    evictions = new Evictions();
  }

  /** Before bundles are packaged nothing says which components they have. */
  private static void assumePackaged() {
    boolean packaged =
        ProtectedEviction.class.getResource("/OSGI-INF/patchbay.eviction.core.xml") != null;
    assumeTrue(packaged || "true".equals(System.getenv("CI")), "bundles are not packaged");
  }

  @Test
  void policiesAreFoundByTheNamesOfTheirComponents() {
    assumePackaged();
    assertInstanceOf(ProtectedEviction.class, evictions.named("core"));
    assertInstanceOf(ScoredEviction.class, evictions.named("scored"));
  }

  @Test
  void aClassServesToo() {
    assertInstanceOf(Nobody.class, evictions.named(Nobody.class.getName()));
  }

  @Test
  void whatThereIsIsNamedWhereNothingIsFound() {
    assumePackaged();
    String said =
        assertThrows(IllegalArgumentException.class, () -> evictions.named("magic")).getMessage();
    assertTrue(
        said.contains("magic") && said.contains("[core, cost, diverse, rules, scored]"), said);
  }
}
