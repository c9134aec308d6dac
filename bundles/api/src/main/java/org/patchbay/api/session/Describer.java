package org.patchbay.api.session;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;
import org.patchbay.api.peer.Figure;

/** Tells what a conversation knows of its peer, when somebody asks. Called on the node loop. */
@ConsumerType
@FunctionalInterface
public interface Describer {
  /** Tells what it knows now. */
  void describe(Description description);

  /** Takes what is told. */
  @ProviderType
  interface Description {
    /** One figure. */
    void figure(Figure figure, long value);

    /** Heights of the blocks that were asked of the peer and have not come. */
    void inFlight(List<Integer> heights);
  }
}
