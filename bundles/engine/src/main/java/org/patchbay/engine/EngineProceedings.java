package org.patchbay.engine;

import java.util.Collection;
import java.util.List;
import org.patchbay.api.loop.Cancellable;
import org.patchbay.api.loop.Loop;
import org.patchbay.api.question.Proceedings;
import org.patchbay.api.question.Transcript;

/** What the policies of one engine are asked, for others. From any thread. */
final class EngineProceedings implements Proceedings {
  private final Policies policies;
  private final Loop loop;
  private final Asking asking;

  EngineProceedings(Policies policies, Loop loop, Asking asking) {
    this.policies = policies;
    this.loop = loop;
    this.asking = asking;
  }

  @Override
  public Cancellable follow(Collection<String> slots, Transcript transcript) {
    List<String> names = policies.all().stream().map(PolicySlot::name).toList();
    for (String slot : slots) {
      if (!names.contains(slot)) {
        throw new IllegalArgumentException(
            "slot \"%s\": allowed are %s".formatted(slot, String.join(", ", names)));
      }
    }
    Runnable end = asking.answer(() -> policies.tell(slots, transcript));
    return () -> loop.execute(end);
  }
}
