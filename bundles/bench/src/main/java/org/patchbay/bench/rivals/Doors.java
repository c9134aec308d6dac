package org.patchbay.bench.rivals;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.patchbay.admission.CoreAdmission;
import org.patchbay.admission.SelectiveAdmission;
import org.patchbay.api.admission.Admission;
import org.patchbay.api.admission.AdmissionPolicy;
import org.patchbay.api.admission.Arrivals;
import org.patchbay.api.peer.PeerView;
import org.patchbay.sim.FakeConfig;
import org.patchbay.sim.FakePeer;
import org.patchbay.wire.Services;

/**
 * Who is let in. {@code selective} as delivered asks what {@code core} asks; set, it has {@code
 * minimum.version = 70016}, {@code required.services.inbound = 9} and {@code refused.user.agents =
 * *spider*}.
 */
final class Doors {
  private static final long FULL = Services.NETWORK | Services.WITNESS;
  private static final String USUAL = "/Satoshi:28.0.0/";

  private Doors() {}

  /** A newcomer, and what is known of its address; of a hundred slots one or two are free. */
  private record Newcomer(FakePeer peer, boolean banned, boolean discouraged, int inbound)
      implements Arrivals {
    @Override
    public int maxInbound() {
      return 100;
    }

    @Override
    public Collection<? extends PeerView> peers() {
      return List.of();
    }
  }

  static Table table() {
    Map<String, AdmissionPolicy> policies = new LinkedHashMap<>();
    policies.put("core", new CoreAdmission(FakeConfig.of(CoreAdmission.Config.class)));
    policies.put(
        "selective", new SelectiveAdmission(FakeConfig.of(SelectiveAdmission.Config.class)));
    policies.put(
        "selective, set",
        new SelectiveAdmission(
            FakeConfig.of(
                SelectiveAdmission.Config.class,
                "minimum.version",
                70_016,
                "required.services.inbound",
                FULL,
                "refused.user.agents",
                new String[] {"*spider*"})));
    List<List<String>> rows = new ArrayList<>();
    newcomers()
        .forEach(
            (name, newcomer) -> {
              List<String> row = new ArrayList<>(List.of(name));
              policies.values().forEach(policy -> row.add(answer(policy, newcomer)));
              rows.add(row);
            });
    return new Table(
        "admission: whether a newcomer is let in", List.copyOf(policies.keySet()), rows);
  }

  private static Map<String, Newcomer> newcomers() {
    Map<String, Newcomer> all = new LinkedHashMap<>();
    all.put("full node", open(inbound(70_016, FULL, USUAL)));
    all.put("node of 2015, inbound", open(inbound(70_002, Services.NETWORK, "/Satoshi:0.12.0/")));
    all.put("node of 2015, dialled", open(outbound(70_002, Services.NETWORK)));
    all.put("pruned node, dialled", open(outbound(70_016, 0x408)));
    all.put("light client", open(inbound(70_015, 0, "/wallet:1.0/")));
    all.put("spider", open(inbound(70_016, FULL, "/spider:3/")));
    all.put("version 31799", open(inbound(31_799, FULL, USUAL)));
    all.put("banned", new Newcomer(inbound(70_016, FULL, USUAL), true, false, 98));
    all.put("discouraged", new Newcomer(inbound(70_016, FULL, USUAL), false, true, 98));
    all.put("discouraged, last slot", new Newcomer(inbound(70_016, FULL, USUAL), false, true, 99));
    return all;
  }

  private static Newcomer open(FakePeer peer) {
    return new Newcomer(peer, false, false, 98);
  }

  private static FakePeer inbound(int version, long services, String agent) {
    return FakePeer.inbound().protocolVersion(version).services(services).userAgent(agent);
  }

  private static FakePeer outbound(int version, long services) {
    return FakePeer.outbound().protocolVersion(version).services(services).userAgent(USUAL);
  }

  private static String answer(AdmissionPolicy policy, Newcomer newcomer) {
    boolean outbound = newcomer.peer.type().outbound();
    Admission first = outbound ? Admission.admit() : policy.onConnect(newcomer.peer, newcomer);
    Admission answer =
        first instanceof Admission.Admitted ? policy.onVersion(newcomer.peer, List.of()) : first;
    return answer instanceof Admission.Refused refused ? refused.reason().code().label() : "in";
  }
}
