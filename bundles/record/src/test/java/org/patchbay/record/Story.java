package org.patchbay.record;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.patchbay.api.admission.Admission;
import org.patchbay.api.fact.Fact;
import org.patchbay.api.health.HealthCheck.Finding;
import org.patchbay.api.health.Remedy;
import org.patchbay.api.misbehaviour.MisbehaviourPolicy.Judgement;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.peer.PeerView.MessageCount;
import org.patchbay.api.question.Opening;
import org.patchbay.api.question.Questions;
import org.patchbay.api.question.Transcript;
import org.patchbay.api.ratelimit.RateLimit;
import org.patchbay.api.relay.AnnounceGroup;
import org.patchbay.api.relay.Offer;
import org.patchbay.api.remedy.Prescription;
import org.patchbay.sim.FakeAilment;
import org.patchbay.sim.FakeOffer;
import org.patchbay.sim.FakePeer;
import org.patchbay.sim.FakeTreatment;
import org.patchbay.sim.FakeVitals;
import org.patchbay.sim.contract.RandomPeers;
import org.patchbay.wire.NetworkClass;

/** Every kind of question about peers that come, change and go, from a seed. */
final class Story {
  private static final List<Fact> FACTS =
      List.of(
          Fact.latency(40_000_000),
          Fact.useful(Fact.Useful.Kind.BLOCK, 2),
          Fact.nuisance(Fact.Nuisance.Kind.MALFORMED, "inv: 3 bytes are left"),
          Fact.offence(Fact.Offence.Kind.INVALID_BLOCK, "bad merkle root"),
          Fact.established(Set.of("addrv2", "wtxidrelay")),
          Fact.knownHeight(850_000),
          Fact.pingPending(-1),
          Fact.announced(),
          Fact.downloading(true),
          Fact.spared(),
          Fact.first(Fact.Useful.Kind.TRANSACTION, 7));
  private static final List<RateLimit> LIMITS =
      List.of(
          RateLimit.PASS,
          RateLimit.DROP,
          new RateLimit.Pause(5_000_000),
          new RateLimit.Disconnect("quota of the day"));

  private final RandomPeers peers;
  private final SplittableRandom random;
  private final Map<Long, Opening> openings = new HashMap<>();
  private long now = 1_000_000_000_000L;

  Story(long seed) {
    peers = new RandomPeers(seed);
    random = new SplittableRandom(seed);
  }

  /** Tells it: about a dozen questions a round. */
  void tell(Transcript to, int rounds) {
    to.inForce("eviction", "core", now);
    List<FakePeer> crowd = new ArrayList<>(peers.population(5, now));
    crowd.addAll(peers.extremes(3));
    for (int i = 0; i < crowd.size(); i++) {
      crowd.get(i).id(i + 1);
    }
    for (int round = 0; round < rounds; round++) {
      now += random.nextLong(2_000_000_000);
      round(to, crowd, round);
      to.settled();
    }
    to.ended();
  }

  private void round(Transcript to, List<FakePeer> crowd, int round) {
    FakePeer one = crowd.get(round % crowd.size());
    change(one, round);
    List<PeerView> all = List.copyOf(crowd);
    Opening opening = openings.computeIfAbsent(one.id(), id -> new Opening(0, one, now - 5));
    Fact fact = FACTS.get(round % FACTS.size());
    Admission admission =
        round % 2 == 0
            ? Admission.admit()
            : Admission.refuse(CloseReason.Code.NOT_ADMITTED, "no room");
    RateLimit limit = LIMITS.get(round % LIMITS.size());
    to.asked(new Questions.Limit(opening, "inv", 61, round % 5 == 0, limit, now));
    to.asked(new Questions.Told(opening, fact, now));
    to.asked(new Questions.Score(opening, one, round % 3 == 0 ? Double.NaN : 0.25, 0.2, now));
    Judgement judgement = Judgement.values()[round % 3];
    to.asked(new Questions.Judged(opening, FACTS.get(2 + round % 2), judgement, now));
    FakePeer newcomer = FakePeer.inbound().id(1_000 + round);
    to.asked(
        new Questions.Connect(
            newcomer, new Questions.Arrived(false, true, 7, 125, all), admission, now));
    to.asked(new Questions.Versioned(one, all, admission, now));
    Optional<PeerView> chosen = round % 3 == 0 ? Optional.empty() : Optional.of(all.get(3));
    to.asked(new Questions.Evict(all, chosen, now));
    to.asked(new Questions.Preference(one, -1.5, now));
    to.asked(new Questions.Looked(opening, one, now));
    to.asked(new Questions.Trim(all, Optional.of(2L), chosen, now));
    relay(to, all, round);
    remedy(to, all, round);
    if (round % 7 == 6) {
      to.missed(round);
      to.inForce("eviction", round % 2 == 0 ? "core" : "cost", now);
    }
  }

  private void relay(Transcript to, List<PeerView> all, int round) {
    Questions.GroupAt group =
        new Questions.GroupAt(
            AnnounceGroup.Kind.INBOUND, NetworkClass.ONION, all.subList(0, 3), round % 2 == 0);
    to.asked(new Questions.Delay(group, random.nextLong(), 2_000_000_000L + round, now));
    List<Offer> queue =
        List.of(
            FakeOffer.of(round, 1_000, 140, 1),
            FakeOffer.of(round + 1, 900 + round % 2, 150, 2),
            FakeOffer.of(1, 1, 100, 1));
    List<Offer> told = List.of(queue.get(2), queue.get(0));
    to.asked(new Questions.Batch(group, queue, told, now));
  }

  private void remedy(Transcript to, List<PeerView> all, int round) {
    Finding few =
        Finding.critical(round + " of 8 outbound peers")
            .helpedBy(Remedy.dial(3), Remedy.dial(1, Set.of(NetworkClass.ONION)), Remedy.ease());
    FakeVitals vitals =
        FakeVitals.healthy()
            .peers(all)
            .loopLag(round)
            .now(now)
            .slots(List.of(FakeVitals.slot("relay", "core", "score", Map.of("score", "slow"))));
    List<Prescription> answer =
        round % 2 == 0
            ? List.of()
            : List.of(
                new Prescription("peers", Remedy.dial(2, Set.of(NetworkClass.IPV6))),
                new Prescription("bandwidth", Remedy.ease()));
    to.asked(
        new Questions.Prescribed(
            round % 3 == 0 ? vitals.noDisk().noAddresses() : vitals,
            List.of(
                new FakeAilment("peers", few, Finding.fine("8 of 8"), now - 7, round),
                new FakeAilment("bandwidth", Finding.warning("9 of 10 MB/s"), now)),
            FakeTreatment.none().tried("peers", now - round),
            answer,
            now));
  }

  private void change(FakePeer peer, int round) {
    peer.bytesIn(peer.bytesIn() + random.nextInt(5_000))
        .lastReceived(now)
        .score(random.nextDouble())
        .notes(List.of("note " + round))
        .closing(
            round % 4 == 0
                ? Optional.of(CloseReason.of(CloseReason.Code.EVICTED, "round " + round))
                : Optional.empty())
        .received(
            round % 2 == 0
                ? Map.of("ping", new MessageCount(round, 32L * round, 7))
                : Map.of("ping", new MessageCount(1, 2, 3), "inv", new MessageCount(4, 5, 6)));
  }
}
