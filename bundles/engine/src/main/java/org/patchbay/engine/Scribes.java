package org.patchbay.engine;

import java.util.ArrayList;
import java.util.List;
import org.patchbay.api.loop.Loop;
import org.patchbay.api.observe.Observer;
import org.patchbay.api.question.Transcript;

/** Those who have it written down what policies are asked. Confined to the node loop. */
final class Scribes {
  private final Loop loop;
  private final List<Scribe> all = new ArrayList<>();

  Scribes(Loop loop) {
    this.loop = loop;
  }

  /** Begins to tell a transcript; the answer ends it. */
  Runnable begin(List<PolicySlot<?>> slots, Transcript transcript) {
    Scribe scribe = new Scribe(loop, slots, transcript);
    all.add(scribe);
    return () -> {
      all.remove(scribe);
      scribe.end();
    };
  }

  void swapped(Observer.Swap swap) {
    all.forEach(each -> each.inForce(swap.slot(), swap.to()));
  }

  void gone(long peer) {
    all.forEach(each -> each.gone(peer));
  }

  /** Ends all. */
  void stop() {
    all.forEach(Scribe::end);
    all.clear();
  }
}
