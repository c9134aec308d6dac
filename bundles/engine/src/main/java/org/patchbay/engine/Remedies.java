package org.patchbay.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.patchbay.api.health.Health;
import org.patchbay.api.health.Remedy;
import org.patchbay.api.health.Vitals;
import org.patchbay.api.observe.Observer;
import org.patchbay.api.remedy.Levers;
import org.patchbay.api.remedy.Prescription;
import org.patchbay.api.remedy.Treatment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the remedy policy in force prescribe, and does it. Confined to the node loop, but for {@link
 * #treat}.
 *
 * <p>Bounds that hold whatever a policy answers: so many attempts a minute, slots and reachable
 * networks of the {@link AutomaticPlan}, an end of backing off ({@link Strain}), and nothing that
 * ends a connection. Attack: a stranger who can bring about a finding, as by filling outboxes, must
 * not make the node dial without end, nor close its door for good.
 */
final class Remedies implements Levers {
  private static final Logger LOG = LoggerFactory.getLogger(Remedies.class);
  private static final int LINES_PER_MINUTE = 6;

  private final World world;
  private final Policies policies;
  private final AutomaticPlan plan;
  private final BooleanSupplier dialling;
  private final Strain strain;
  private final Ceiling attempts = new Ceiling();
  private final Ceiling lines = new Ceiling();
  private final Map<String, Long> lastTried = new HashMap<>();
  private long unsaid;

  /**
   * Remedies of an engine.
   *
   * @param dialling whether it opens connections at all
   */
  Remedies(World world, Policies policies, AutomaticPlan plan, BooleanSupplier dialling) {
    this.world = world;
    this.policies = policies;
    this.plan = plan;
    this.dialling = dialling;
    strain = new Strain(world);
    policies.remedy.onChange(strain::end);
  }

  /** What was done so far. Immutable. */
  record SoFar(Map<String, Long> tried, int attempts, int attemptsPerMinute, boolean easing)
      implements Treatment {
    @Override
    public long lastTried(String check) {
      return tried.getOrDefault(check, -1L);
    }
  }

  @Override
  public CompletionStage<List<Prescription>> treat(Vitals vitals, List<Health.State> ailing) {
    List<Health.State> all = List.copyOf(ailing);
    CompletableFuture<List<Prescription>> answer = new CompletableFuture<>();
    world.loop.execute(() -> answer.complete(round(vitals, all)));
    return answer;
  }

  private List<Prescription> round(Vitals vitals, List<Health.State> ailing) {
    long now = world.now();
    Map<String, Health.State> findings =
        ailing.stream().collect(Collectors.toMap(Health.State::name, state -> state));
    lastTried.keySet().retainAll(findings.keySet());
    int limit = world.settings.remedyAttempts();
    SoFar soFar = new SoFar(Map.copyOf(lastTried), attempts.count(now), limit, world.strained);
    // Until here nothing is changed that a second run would change again.
    List<Prescription> wanted =
        ailing.isEmpty() ? List.of() : policies.prescribe(vitals, ailing, soFar, now);
    List<Prescription> done = new ArrayList<>();
    boolean eased = false;
    for (Prescription each : wanted) {
      Health.State ailment = findings.get(each.check());
      if (each.remedy() instanceof Remedy.Ease) {
        eased = true;
        if (strain.ease(ailment.finding().detail())) {
          tell(ailment, each.remedy());
        }
        done.add(each);
      } else if (dial((Remedy.Dial) each.remedy(), limit, ailment, now)) {
        lastTried.put(each.check(), now);
        done.add(each);
      }
    }
    if (!eased) {
      strain.end();
    }
    return List.copyOf(done);
  }

  private boolean dial(Remedy.Dial wanted, int limit, Health.State ailment, long now) {
    int most = Math.min(wanted.attempts(), limit - attempts.count(now));
    if (most <= 0 || !dialling.getAsBoolean()) {
      return false;
    }
    int opened =
        wanted.networks().isEmpty()
            ? plan.dialMissing(most)
            : plan.dialInto(wanted.networks(), most);
    for (int i = 0; i < opened; i++) {
      attempts.allow(limit, now);
    }
    if (opened > 0) {
      tell(ailment, Remedy.dial(opened, wanted.networks()));
    }
    return opened > 0;
  }

  private void tell(Health.State ailment, Remedy remedy) {
    String policy = policies.remedy.snapshot().inForce();
    String detail = ailment.finding().detail();
    world.observers.remedied(
        new Observer.Remedied(policy, ailment.name(), remedy.toString(), detail));
    if (lines.allow(LINES_PER_MINUTE, world.now())) {
      LOG.info(
          "remedy {}: {} for {}: {}{}",
          policy,
          remedy,
          ailment.name(),
          detail,
          unsaid == 0 ? "" : " (" + unsaid + " others were not said)");
      unsaid = 0;
    } else {
      unsaid++;
    }
  }
}
