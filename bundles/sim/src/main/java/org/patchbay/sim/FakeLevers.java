package org.patchbay.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.patchbay.api.health.Health;
import org.patchbay.api.health.Vitals;
import org.patchbay.api.remedy.Levers;
import org.patchbay.api.remedy.Prescription;

/**
 * Levers that do all that is proposed, and note it. Confined to the thread of the test.
 *
 * <p>Each call of {@link #treat} is a list of what was done in it.
 */
public final class FakeLevers implements Levers {
  private final List<List<Prescription>> rounds = new ArrayList<>();

  @Override
  public CompletionStage<List<Prescription>> treat(Vitals vitals, List<Health.State> ailing) {
    List<Prescription> done =
        ailing.stream()
            .flatMap(
                state ->
                    state.finding().helps().stream()
                        .map(remedy -> new Prescription(state.name(), remedy)))
            .toList();
    rounds.add(done);
    return CompletableFuture.completedFuture(done);
  }

  /** What was done in each round, the first one first. */
  public List<List<Prescription>> rounds() {
    return rounds;
  }

  /** What was done in the last round; nothing before the first. */
  public List<Prescription> last() {
    return rounds.isEmpty() ? List.of() : rounds.get(rounds.size() - 1);
  }
}
