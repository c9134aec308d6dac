package org.patchbay.chain;

import java.util.List;
import java.util.Optional;
import org.patchbay.api.chain.HeaderIntake.Outcome;
import org.patchbay.api.chain.HeaderView;
import org.patchbay.api.fact.Fact;
import org.patchbay.wire.Hash256;

record Answer(
    Kind kind,
    int stored,
    Optional<HeaderView> last,
    Optional<List<Hash256>> more,
    Optional<Fact> fact)
    implements Outcome {

  static Answer nothing(Kind kind) {
    return new Answer(kind, 0, Optional.empty(), Optional.empty(), Optional.empty());
  }

  Answer asking(List<Hash256> locator) {
    return new Answer(kind, stored, last, Optional.of(locator), fact);
  }

  Answer stating(Fact what) {
    return new Answer(kind, stored, last, more, Optional.of(what));
  }
}
