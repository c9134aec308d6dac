package org.patchbay.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.patchbay.api.health.Levers;
import org.patchbay.wire.NetworkClass;

/** Levers that note what was asked of them. Confined to the thread of the test. */
public final class FakeLevers implements Levers {
  private final List<String> calls = new ArrayList<>();
  private final Set<String> easing = new TreeSet<>();

  @Override
  public void dial(int attempts) {
    calls.add("dial " + attempts);
  }

  @Override
  public void dial(int attempts, Set<NetworkClass> networks) {
    calls.add("dial " + attempts + " " + new TreeSet<>(networks));
  }

  @Override
  public void ease(String who, boolean wanted) {
    calls.add("ease " + who + " " + wanted);
    if (wanted) {
      easing.add(who);
    } else {
      easing.remove(who);
    }
  }

  /**
   * Every call in order, for example {@code dial 3}, {@code dial 2 [IPV6]}, {@code ease x true}.
   */
  public List<String> calls() {
    return calls;
  }

  /** Who asks to back off now. */
  public Set<String> easing() {
    return easing;
  }
}
