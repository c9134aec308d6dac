package org.patchbay.it;

import java.util.List;
import org.patchbay.api.admission.AdmissionPolicy;
import org.patchbay.api.eviction.EvictionPolicy;
import org.patchbay.api.misbehaviour.MisbehaviourPolicy;
import org.patchbay.api.ratelimit.RateLimitPolicy;
import org.patchbay.api.relay.RelayPolicy;
import org.patchbay.api.remedy.RemedyPolicy;
import org.patchbay.api.scoring.ScoringPolicy;
import org.patchbay.api.selection.SelectionPolicy;
import org.patchbay.it.plugin.Evictions;
import org.patchbay.it.plugin.Failing;
import org.patchbay.it.plugin.Limits;
import org.patchbay.it.plugin.Others;

/**
 * A slot and who can fill it.
 *
 * @param core Bitcoin Core's policy
 * @param rivals that ship beside it
 * @param good a policy to deploy
 * @param failing one that is benched at its first call
 */
record SlotCase(String name, String core, List<String> rivals, PluginJar good, PluginJar failing) {
  static final List<SlotCase> ALL =
      List.of(
          of(
              "admission",
              "core",
              List.of("selective", "rules"),
              AdmissionPolicy.class,
              Others.Welcoming.class,
              Failing.Admissions.class),
          of(
              "ratelimit",
              "core",
              List.of("bucket", "subnet", "fair", "rules"),
              RateLimitPolicy.class,
              Limits.Open.class,
              Failing.Limiting.class),
          of(
              "scoring",
              "none",
              List.of("weighted", "gossip", "cost"),
              ScoringPolicy.class,
              Others.Half.class,
              Failing.Scores.class),
          of(
              "misbehaviour",
              "core",
              List.of("weighted"),
              MisbehaviourPolicy.class,
              Others.Patient.class,
              Failing.Judging.class),
          of(
              "eviction",
              "core",
              List.of("scored", "cost", "diverse", "rules"),
              EvictionPolicy.class,
              Evictions.First.class,
              Failing.Evicting.class),
          of(
              "relay",
              "core",
              List.of("score"),
              RelayPolicy.class,
              Others.Instant.class,
              Failing.Relaying.class),
          of(
              "selection",
              "core",
              List.of("score", "proven"),
              SelectionPolicy.class,
              Others.Younger.class,
              Failing.Selecting.class),
          of(
              "remedy",
              "core",
              List.of("steady", "eager"),
              RemedyPolicy.class,
              Others.Stoic.class,
              Failing.Treating.class));

  private static SlotCase of(
      String name,
      String core,
      List<String> rivals,
      Class<?> spi,
      Class<?> good,
      Class<?> failing) {
    return new SlotCase(
        name,
        core,
        rivals,
        PluginJar.of("x-" + name, spi, good),
        PluginJar.of("failing-" + name, spi, failing).with("Plugin-Ranking", "200"));
  }

  /** The next of the rivals with each round. */
  String rival(int round) {
    return rivals.get(round % rivals.size());
  }

  String plugin() {
    return "x-" + name;
  }

  String culprit() {
    return "failing-" + name;
  }
}
