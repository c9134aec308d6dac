package org.patchbay.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.patchbay.api.admission.Admission;
import org.patchbay.api.admission.AdmissionPolicy;
import org.patchbay.api.admission.Arrivals;
import org.patchbay.api.eviction.EvictionPolicy;
import org.patchbay.api.fact.Fact;
import org.patchbay.api.health.Health;
import org.patchbay.api.health.Vitals;
import org.patchbay.api.misbehaviour.MisbehaviourPolicy;
import org.patchbay.api.misbehaviour.MisbehaviourPolicy.Judgement;
import org.patchbay.api.misbehaviour.MisbehaviourPolicy.PeerConduct;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.question.Questions;
import org.patchbay.api.question.Transcript;
import org.patchbay.api.ratelimit.RateLimit;
import org.patchbay.api.ratelimit.RateLimitPolicy;
import org.patchbay.api.ratelimit.RateLimitPolicy.PeerLimit;
import org.patchbay.api.relay.Offer;
import org.patchbay.api.relay.RelayPolicy;
import org.patchbay.api.remedy.Prescription;
import org.patchbay.api.remedy.RemedyPolicy;
import org.patchbay.api.remedy.Treatment;
import org.patchbay.api.scoring.ScoringPolicy;
import org.patchbay.api.scoring.ScoringPolicy.PeerScore;
import org.patchbay.api.selection.SelectionPolicy;
import org.patchbay.wire.ProtocolVersion;

/**
 * The eight slots and the questions put to them, each with its built-in answer. Confined to the
 * node loop. The built-ins judge as Bitcoin Core does where it judges at all, and never open a
 * door.
 */
final class Policies {
  private static final int SMALL_CROWD = 500;
  private static final int SMALL_QUEUE = 5_000;

  final PolicySlot<AdmissionPolicy> admission;
  final PolicySlot<RateLimitPolicy> rateLimit;
  final PolicySlot<ScoringPolicy> scoring;
  final PolicySlot<MisbehaviourPolicy> misbehaviour;
  final PolicySlot<EvictionPolicy> eviction;
  final PolicySlot<RelayPolicy> relay;
  final PolicySlot<SelectionPolicy> selection;
  final PolicySlot<RemedyPolicy> remedy;
  private final Map<Class<?>, PolicySlot<?>> kinds;
  private final Shadows shadows;
  private final Scribes scribes;

  Policies(World world) {
    shadows = new Shadows(world);
    scribes = new Scribes(world.loop);
    admission = slot("admission", false, world);
    rateLimit = slot("ratelimit", true, world);
    scoring = slot("scoring", false, world);
    misbehaviour = slot("misbehaviour", false, world);
    eviction = slot("eviction", false, world);
    relay = slot("relay", false, world);
    selection = slot("selection", false, world);
    remedy = slot("remedy", false, world);
    kinds =
        Map.of(
            AdmissionPolicy.class, admission,
            RateLimitPolicy.class, rateLimit,
            ScoringPolicy.class, scoring,
            MisbehaviourPolicy.class, misbehaviour,
            EvictionPolicy.class, eviction,
            RelayPolicy.class, relay,
            SelectionPolicy.class, selection,
            RemedyPolicy.class, remedy);
  }

  private <P> PolicySlot<P> slot(String name, boolean sampled, World world) {
    return new PolicySlot<>(
        name,
        sampled,
        world.settings.guard(),
        world.watch,
        world.loop::now,
        new Shading<>(name, sampled, world.loop),
        swap -> {
          world.observers.swapped(swap);
          scribes.swapped(swap);
        });
  }

  /** In the order in which a message meets them. */
  List<PolicySlot<?>> all() {
    return List.of(admission, rateLimit, scoring, misbehaviour, eviction, relay, selection, remedy);
  }

  /** The slot of a kind of policy. */
  @SuppressWarnings("unchecked") // A kind and its slot have the same parameter.
  <P> PolicySlot<P> slot(Class<P> kind) {
    PolicySlot<?> slot = kinds.get(kind);
    if (slot == null) {
      throw new IllegalArgumentException(kind + " is no kind of policy");
    }
    return (PolicySlot<P>) slot;
  }

  void configure(EngineSettings settings) {
    for (PolicySlot<?> slot : all()) {
      slot.configure(
          settings.policies().getOrDefault(slot.name(), ""),
          settings.shadows().getOrDefault(slot.name(), ""),
          settings.guard());
    }
  }

  /** Ends the trials of policies, and what is written down. */
  void stop() {
    all().forEach(PolicySlot::stop);
    scribes.stop();
  }

  /** Has somebody write down what is asked in some slots, until the answer is run. */
  Runnable tell(Collection<String> slots, Transcript transcript) {
    return scribes.begin(
        all().stream().filter(slot -> slots.contains(slot.name())).toList(), transcript);
  }

  /** How the trials of policies stand; asked of once they left the loop. */
  List<Supplier<ShadowSnapshot>> trials() {
    List<Supplier<ShadowSnapshot>> trials = new ArrayList<>();
    for (PolicySlot<?> slot : all()) {
      Optional.ofNullable(slot.trial()).ifPresent(trials::add);
    }
    return trials;
  }

  boolean filled() {
    return all().stream().allMatch(PolicySlot::filled);
  }

  /** Forgets a peer that is gone. */
  void forget(Peer peer) {
    rateLimit.forget(peer.place());
    scoring.forget(peer.place());
    misbehaviour.forget(peer.place());
    scribes.gone(peer.id());
  }

  RateLimit limit(Peer peer, String command, int bytes, long now) {
    RateLimit answer =
        rateLimit.occupied()
            ? rateLimit.ask(
                tenant -> limit(tenant, peer, now).onMessage(command, bytes, now), RateLimit.PASS)
            : RateLimit.PASS;
    shadows.limit(rateLimit.beside(), peer, command, bytes, answer, now);
    return answer;
  }

  /** Tells the rate limit how a peer stands. */
  void look(Peer peer, long now) {
    if (rateLimit.occupied()) {
      rateLimit.ask(
          tenant -> {
            limit(tenant, peer, now).look(peer, now);
            return true;
          },
          false);
    }
    shadows.looked(rateLimit.beside(), peer, now);
  }

  private static PeerLimit limit(Tenant<RateLimitPolicy> tenant, Peer peer, long now) {
    return tenant.memory(
        peer.place(), PeerLimit.class, (policy, learnt) -> policy.open(peer, learnt, now));
  }

  Judgement onOffence(Peer peer, Fact.Offence offence, long now) {
    Judgement answer =
        misbehaviour.ask(
            tenant -> conduct(tenant, peer, now).onOffence(offence, now), Judgement.DISCOURAGE);
    return judged(peer, offence, answer, now);
  }

  Judgement onNuisance(Peer peer, Fact.Nuisance nuisance, long now) {
    Judgement answer =
        misbehaviour.ask(
            tenant -> conduct(tenant, peer, now).onNuisance(nuisance, now), Judgement.KEEP);
    return judged(peer, nuisance, answer, now);
  }

  private Judgement judged(Peer peer, Fact fact, Judgement answer, long now) {
    shadows.judged(misbehaviour.beside(), peer, fact, answer, now);
    return answer;
  }

  private static PeerConduct conduct(Tenant<MisbehaviourPolicy> tenant, Peer peer, long now) {
    return tenant.memory(
        peer.place(), PeerConduct.class, (policy, learnt) -> policy.open(peer, learnt, now));
  }

  void tellScore(Peer peer, Fact fact, long now) {
    if (scoring.occupied()) {
      scoring.ask(
          tenant -> {
            score(tenant, peer, now).on(fact, now);
            return true;
          },
          false);
    }
    shadows.told(scoring.beside(), peer, fact, now);
  }

  /** A score from 0 to 1, or NaN. */
  double score(Peer peer, long now) {
    double score = scoring.occupied() ? asked(peer, now) : Double.NaN;
    shadows.score(scoring.beside(), peer, score, now);
    return score;
  }

  private double asked(Peer peer, long now) {
    double score = scoring.ask(tenant -> score(tenant, peer, now).score(peer, now), Double.NaN);
    if (score < 0 || score > 1) {
      scoring.breach("score " + score + " (allowed: 0 to 1, or NaN)");
      return Double.NaN;
    }
    return score;
  }

  private static PeerScore score(Tenant<ScoringPolicy> tenant, Peer peer, long now) {
    return tenant.memory(
        peer.place(), PeerScore.class, (policy, learnt) -> policy.open(peer, learnt, now));
  }

  /** One of the candidates, or empty: who goes now. */
  Optional<Peer> evict(List<Peer> candidates, long now) {
    Optional<Peer> chosen = wouldEvict(candidates, now);
    if (!candidates.isEmpty()) {
      shadows.evict(eviction.beside(), candidates, chosen, now);
    }
    return chosen;
  }

  /** One of the candidates, or empty: who would go, for people. */
  Optional<Peer> wouldEvict(List<Peer> candidates, long now) {
    if (candidates.isEmpty()) {
      return Optional.empty();
    }
    List<PeerView> views = List.copyOf(candidates);
    Optional<PeerView> chosen =
        eviction.ask(
            4 + views.size() / SMALL_CROWD,
            tenant -> tenant.policy.evict(views, now),
            Optional.empty());
    if (chosen.isEmpty()) {
      return Optional.empty();
    }
    Optional<Peer> found = candidates.stream().filter(each -> each == chosen.get()).findFirst();
    if (found.isEmpty()) {
      eviction.breach("chose peer " + chosen.get().id() + ", which was no candidate");
    }
    return found;
  }

  /** Which of those outbound peers that may go goes; the rule's where the policy has no choice. */
  Optional<PeerView> trim(List<PeerView> mayGo, Optional<PeerView> rule, long now) {
    if (mayGo.isEmpty()) {
      return rule;
    }
    Optional<PeerView> chosen =
        eviction.ask(tenant -> tenant.policy.trim(mayGo, now), Optional.empty());
    if (chosen.isPresent() && mayGo.stream().noneMatch(each -> each == chosen.get())) {
      eviction.breach("trimmed peer " + chosen.get().id() + ", which was no candidate");
      return rule;
    }
    shadows.trim(eviction.beside(), mayGo, rule, chosen.or(() -> rule), now);
    return chosen.or(() -> rule);
  }

  /** What keeps each of the candidates, or nothing when the policy does not tell. */
  List<String> explainEviction(List<Peer> candidates, long now) {
    List<PeerView> views = List.copyOf(candidates);
    List<String> kept =
        eviction.ask(
            4 + views.size() / SMALL_CROWD,
            tenant -> List.copyOf(tenant.policy.explain(views, now)),
            List.of());
    if (!kept.isEmpty() && kept.size() != views.size()) {
      eviction.breach("explained " + kept.size() + " of " + views.size() + " candidates");
      return List.of();
    }
    return kept;
  }

  Admission onConnect(Peer newcomer, Arrivals arrivals) {
    boolean scarce = arrivals.discouraged() && arrivals.inbound() + 1 >= arrivals.maxInbound();
    Admission answer =
        admission.ask(
            tenant -> tenant.policy.onConnect(newcomer, arrivals),
            scarce ? Admission.refuse(CloseReason.Code.DISCOURAGED, "") : Admission.admit());
    shadows.connect(admission.beside(), newcomer, arrivals, answer);
    return answer;
  }

  Admission onVersion(Peer peer, Collection<? extends PeerView> others) {
    Admission answer =
        admission.ask(tenant -> tenant.policy.onVersion(peer, others), minimumVersion(peer));
    shadows.version(admission.beside(), peer, others, answer);
    return answer;
  }

  /** How gladly a peer is asked for blocks: a finite number, 0 without a policy. */
  double preference(Peer peer, long now) {
    double answer = selection.occupied() ? preferred(peer, now) : 0;
    shadows.preference(selection.beside(), peer, answer, now);
    return answer;
  }

  private double preferred(Peer peer, long now) {
    double preference = selection.ask(tenant -> tenant.policy.preference(peer, now), 0.0);
    if (!Double.isFinite(preference)) {
      selection.breach("preference " + preference + " (a finite number)");
      return 0;
    }
    return preference;
  }

  /** What is done about what ails the node: for these ailments alone, nothing without a policy. */
  List<Prescription> prescribe(
      Vitals vitals, List<Health.State> ailing, Treatment soFar, long now) {
    List<Prescription> told =
        remedy.ask(
            4 + vitals.peers().size() / SMALL_CROWD,
            tenant -> List.copyOf(tenant.policy.prescribe(vitals, ailing, soFar, now)),
            List.of());
    Optional<String> breach = Questions.Prescribed.breach(told, ailing);
    breach.ifPresent(remedy::breach);
    List<Prescription> answer = breach.isPresent() ? List.of() : told;
    for (Beside<RemedyPolicy> each : remedy.beside()) {
      each.put(new Questions.Prescribed(vitals, ailing, soFar, answer, now), 1);
    }
    return answer;
  }

  /** How long a group waits, in nanoseconds; 0 or more. */
  long delay(Group group, RandomGenerator random) {
    Beside<RelayPolicy>[] beside = relay.beside();
    if (beside.length == 0) {
      return waits(group, random);
    }
    // Chance is the same for both, or no two answers would compare.
    long seed = random.nextLong();
    long answer = waits(group, new SplittableRandom(seed));
    shadows.delay(beside, group, seed, answer);
    return answer;
  }

  private long waits(Group group, RandomGenerator random) {
    Long answer = relay.ask(tenant -> tenant.policy.delay(group, random), null);
    if (answer != null && answer >= 0) {
      return answer;
    }
    if (answer != null) {
      relay.breach("delay " + answer + " (min 0)");
    }
    return BuiltInRelay.delay(group, random);
  }

  /** What the policy in force tells a group of; what it names need not be in the queue. */
  List<Offer> batch(Group group, List<Offer> queue) {
    List<Offer> told =
        relay.ask(
            1 + queue.size() / SMALL_QUEUE,
            tenant -> List.copyOf(tenant.policy.batch(group, queue)),
            null);
    List<Offer> answer = told == null ? BuiltInRelay.batch(queue) : told;
    shadows.batch(relay.beside(), group, queue, answer);
    return answer;
  }

  /** What holds without any policy (§5.1). */
  static Admission minimumVersion(Peer peer) {
    return peer.protocolVersion() >= ProtocolVersion.MINIMUM
        ? Admission.admit()
        : Admission.refuse(
            CloseReason.Code.OBSOLETE_VERSION,
            "version " + peer.protocolVersion() + " (min " + ProtocolVersion.MINIMUM + ")");
  }
}
