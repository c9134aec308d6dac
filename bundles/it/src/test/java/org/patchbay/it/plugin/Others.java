package org.patchbay.it.plugin;

import java.util.Collection;
import java.util.List;
import java.util.random.RandomGenerator;
import org.patchbay.api.admission.Admission;
import org.patchbay.api.admission.AdmissionPolicy;
import org.patchbay.api.admission.Arrivals;
import org.patchbay.api.fact.Fact;
import org.patchbay.api.health.Health;
import org.patchbay.api.health.Vitals;
import org.patchbay.api.misbehaviour.MisbehaviourPolicy;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.relay.AnnounceGroup;
import org.patchbay.api.relay.Offer;
import org.patchbay.api.relay.RelayPolicy;
import org.patchbay.api.remedy.Prescription;
import org.patchbay.api.remedy.RemedyPolicy;
import org.patchbay.api.remedy.Treatment;
import org.patchbay.api.scoring.ScoringPolicy;
import org.patchbay.api.selection.SelectionPolicy;

/** One harmless policy for each of the remaining slots. */
public final class Others {
  private Others() {}

  /** Lets everybody in. */
  public static final class Welcoming extends Late implements AdmissionPolicy {
    @Override
    public Admission onConnect(PeerView newcomer, Arrivals arrivals) {
      called();
      return Admission.admit();
    }

    @Override
    public Admission onVersion(PeerView peer, Collection<? extends PeerView> others) {
      called();
      return Admission.admit();
    }
  }

  /** Scores everybody one half. */
  public static final class Half extends Late implements ScoringPolicy {
    @Override
    public PeerScore open(PeerView peer, long now) {
      called();
      return new HalfScore();
    }

    /** The same for all. */
    static final class HalfScore implements PeerScore {
      @Override
      public void on(Fact fact, long now) {}

      @Override
      public double score(PeerView peer, long now) {
        return 0.5;
      }
    }
  }

  /** Keeps everybody. */
  public static final class Patient extends Late implements MisbehaviourPolicy {
    @Override
    public PeerConduct open(PeerView peer, long now) {
      return (offence, at) -> {
        called();
        return Judgement.KEEP;
      };
    }
  }

  /** Tells everybody everything at once. */
  public static final class Instant extends Late implements RelayPolicy {
    @Override
    public long delay(AnnounceGroup group, RandomGenerator random) {
      called();
      return 0;
    }

    @Override
    public List<Offer> batch(AnnounceGroup group, List<Offer> queue) {
      called();
      return queue;
    }
  }

  /** Asks the younger peers first. */
  public static final class Younger extends Late implements SelectionPolicy {
    @Override
    public double preference(PeerView peer, long now) {
      called();
      return peer.id();
    }
  }

  /** Bears what ails the node. */
  public static final class Stoic extends Late implements RemedyPolicy {
    @Override
    public List<Prescription> prescribe(
        Vitals vitals, List<Health.State> ailing, Treatment soFar, long now) {
      called();
      return List.of();
    }
  }
}
