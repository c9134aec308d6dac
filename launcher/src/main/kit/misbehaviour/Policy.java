package {{package}};

import org.osgi.service.component.annotations.Component;
import org.patchbay.api.fact.Fact;
import org.patchbay.api.misbehaviour.MisbehaviourPolicy;
import org.patchbay.api.peer.PeerView;

/**
 * Forgives a peer two messages with too many entries, which is a matter of software; whatever
 * concerns blocks and headers is an offence at once. The default discourages for any of them.
 */
@Component(name = "{{bundle}}", property = "policy.name={{name}}")
public final class {{class}} implements MisbehaviourPolicy {
  private static final int FORGIVEN = 2;

  @Override
  public PeerConduct open(PeerView peer, long now) {
    return new Conduct();
  }

  private static final class Conduct implements PeerConduct {
    private int forgiven;

    @Override
    public Judgement onOffence(Fact.Offence offence, long now) {
      boolean slip = offence.kind() == Fact.Offence.Kind.TOO_MANY_ENTRIES;
      return slip && forgiven++ < FORGIVEN ? Judgement.KEEP : Judgement.DISCOURAGE;
    }
  }
}
