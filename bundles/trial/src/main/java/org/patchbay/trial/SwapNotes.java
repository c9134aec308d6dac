package org.patchbay.trial;

import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Component;
import org.patchbay.api.observe.Observer;

/**
 * Is told of swaps by the engine, and keeps those of the beginning until somebody wants them.
 * Guarded by its own lock, held for a moment: a component apart, because the engine waits for its
 * observers and the others wait for the engine.
 */
@Component(
    name = "patchbay.trial.notes",
    service = {Observer.class, SwapNotes.class})
public final class SwapNotes implements Observer {
  private static final int KEPT = 64;

  private final ArrayDeque<Swap> kept = new ArrayDeque<>();
  private Consumer<Swap> reader;

  @Override
  public synchronized void swapped(Swap swap) {
    if (reader != null) {
      reader.accept(swap);
    } else if (kept.size() < KEPT) {
      kept.add(swap);
    }
  }

  /** Hands over what was kept, and what comes; null for nobody any more. */
  synchronized void to(Consumer<Swap> newReader) {
    reader = newReader;
    while (reader != null && !kept.isEmpty()) {
      reader.accept(kept.remove());
    }
  }
}
