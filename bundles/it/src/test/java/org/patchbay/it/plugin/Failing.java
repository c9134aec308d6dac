package org.patchbay.it.plugin;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.patchbay.api.admission.Admission;
import org.patchbay.api.admission.AdmissionPolicy;
import org.patchbay.api.admission.Arrivals;
import org.patchbay.api.eviction.EvictionPolicy;
import org.patchbay.api.fact.Fact;
import org.patchbay.api.health.Health;
import org.patchbay.api.health.Vitals;
import org.patchbay.api.misbehaviour.MisbehaviourPolicy;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.ratelimit.RateLimit;
import org.patchbay.api.ratelimit.RateLimitPolicy;
import org.patchbay.api.relay.AnnounceGroup;
import org.patchbay.api.relay.Offer;
import org.patchbay.api.relay.RelayPolicy;
import org.patchbay.api.remedy.Prescription;
import org.patchbay.api.remedy.RemedyPolicy;
import org.patchbay.api.remedy.Treatment;
import org.patchbay.api.scoring.ScoringPolicy;
import org.patchbay.api.selection.SelectionPolicy;

/** One policy for each slot that uses up the stack whenever it is asked. */
public final class Failing {
  private Failing() {}

  private static int deeper(int depth) {
    return 1 + deeper(depth + 1);
  }

  /** Fails on arrivals. */
  public static final class Admissions implements AdmissionPolicy {
    @Override
    public Admission onConnect(PeerView newcomer, Arrivals arrivals) {
      throw new IllegalStateException("depth " + deeper(0));
    }

    @Override
    public Admission onVersion(PeerView peer, Collection<? extends PeerView> others) {
      throw new IllegalStateException("depth " + deeper(0));
    }
  }

  /** Fails on messages. */
  public static final class Limiting implements RateLimitPolicy {
    @Override
    public PeerLimit open(PeerView peer, long now) {
      return (command, bytes, at) -> deeper(0) > 0 ? RateLimit.PASS : RateLimit.DROP;
    }
  }

  /** Fails on facts. */
  public static final class Scores implements ScoringPolicy {
    @Override
    public PeerScore open(PeerView peer, long now) {
      return new Bottomless();
    }

    /** Of a peer. */
    static final class Bottomless implements PeerScore {
      @Override
      public void on(Fact fact, long now) {
        deeper(0);
      }

      @Override
      public double score(PeerView peer, long now) {
        return deeper(0);
      }
    }
  }

  /** Fails on offences. */
  public static final class Judging implements MisbehaviourPolicy {
    @Override
    public PeerConduct open(PeerView peer, long now) {
      return (offence, at) -> deeper(0) > 0 ? Judgement.KEEP : Judgement.DISCOURAGE;
    }
  }

  /** Fails when somebody is to go, or asks who would. */
  public static final class Evicting implements EvictionPolicy {
    @Override
    public Optional<PeerView> evict(List<PeerView> candidates, long now) {
      return Optional.of(candidates.get(deeper(0)));
    }

    @Override
    public List<String> explain(List<PeerView> candidates, long now) {
      return List.of("depth " + deeper(0));
    }
  }

  /** Fails when something is to be told. */
  public static final class Relaying implements RelayPolicy {
    @Override
    public long delay(AnnounceGroup group, RandomGenerator random) {
      return deeper(0);
    }

    @Override
    public List<Offer> batch(AnnounceGroup group, List<Offer> queue) {
      return queue.subList(0, deeper(0));
    }
  }

  /** Fails when blocks are to be asked for. */
  public static final class Selecting implements SelectionPolicy {
    @Override
    public double preference(PeerView peer, long now) {
      return deeper(0);
    }
  }

  /** Fails when something ails the node. */
  public static final class Treating implements RemedyPolicy {
    @Override
    public List<Prescription> prescribe(
        Vitals vitals, List<Health.State> ailing, Treatment soFar, long now) {
      return List.of().stream().limit(deeper(0)).map(each -> (Prescription) each).toList();
    }
  }
}
