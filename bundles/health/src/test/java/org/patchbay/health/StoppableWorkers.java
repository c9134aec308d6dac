package org.patchbay.health;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.patchbay.api.loop.Loop;
import org.patchbay.api.loop.Workers;

/**
 * Workers on which a call can hang without a thread: work that throws {@link Hang} does not return,
 * and its lane stands, until {@link #letGo}. Confined to the thread of the test.
 */
final class StoppableWorkers implements Workers {
  private final Loop loop;
  private final Map<String, ArrayDeque<Runnable>> lanes = new HashMap<>();
  private final Map<String, Runnable> hanging = new HashMap<>();

  /** Thrown by work that is to hang. */
  static final class Hang extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  StoppableWorkers(Loop loop) {
    this.loop = loop;
  }

  @Override
  public <T> void run(String lane, Callable<? extends T> work, Answer<? super T> answer) {
    lanes.computeIfAbsent(lane, name -> new ArrayDeque<>()).add(() -> perform(lane, work, answer));
    loop.execute(() -> drain(lane));
  }

  private void drain(String lane) {
    while (!hanging.containsKey(lane) && !lanes.get(lane).isEmpty()) {
      lanes.get(lane).remove().run();
    }
  }

  private <T> void perform(String lane, Callable<? extends T> work, Answer<? super T> answer) {
    T result;
    try {
      result = work.call();
    } catch (Hang hang) {
      hanging.put(lane, () -> answer.failed(hang));
      return;
    } catch (Exception cause) {
      loop.execute(() -> answer.failed(cause));
      return;
    }
    loop.execute(() -> answer.done(result));
  }

  /** What hangs on a lane returns. */
  void letGo(String lane) {
    hanging.remove(lane).run();
    loop.execute(() -> drain(lane));
  }

  /** Lanes on which a call hangs. */
  int hanging() {
    return hanging.size();
  }
}
