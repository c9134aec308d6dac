package org.patchbay.scoring;

import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.scoring.ScoringPolicy;

/**
 * A score of the shape of gossipsub v1.1 (libp2p specs, {@code
 * pubsub/gossipsub/gossipsub-v1.1.md}), for what Bitcoin has of it. Sections of that text are in
 * brackets.
 *
 * <pre>
 *   raw   = min(cap, P1 + P2) - P3b - P4 - P6 - P7           ["The Score Function"]
 *   P1    = min(time.cap.seconds, connected) by the hour * time.weight    ["P1: Time in Mesh"]
 *   P2    = first announcements of transactions and blocks, capped, * first.weight
 *                                                  ["P2: First Message Deliveries"]
 *   P3b   = questions left unanswered, squared, * unanswered.weight
 *                                                  ["P3 and P3b: Mesh Message Delivery"]
 *   P4    = invalid messages, squared, * invalid.weight       ["P4: Invalid Messages"]
 *   P6    = peers of its host beyond host.peers, squared, * host.weight   ["The Score Function"]
 *   P7    = offences and exceeded limits, squared, * behaviour.weight     ["The Score Function"]
 *   score = 0.5 + 0.5 raw / cap where raw is above 0, else 0.5 + 0.5 raw / graylist, least 0
 * </pre>
 *
 * <p>The text's thresholds ["Score Thresholds"] become points of the scale from 0 to 1: its
 * baseline, 0, is a half, where newcomers begin; {@code graylist} is 0. With {@code score.low} of
 * {@code patchbay.engine} at 0.2 misbehaviour grows at six tenths of the graylist threshold. The
 * counters of P2, P3b, P4 and P7 halve every {@code half.life.seconds} ["Parameter Decay"]; squares
 * make a flood heavy and what an honest node happens to do light.
 *
 * <p>Left out: P3, since a Bitcoin peer owes us no rate of messages; P5, since there is no
 * application above; the memory beyond a connection, which the engine has, as it spaces returns.
 * Other than there, counters of bad things have a cap, so that a flood is forgiven some day.
 *
 * <p>Of transactions that our pool refuses only a flood weighs, {@code invalid.refused}: an honest
 * peer has another policy than ours. Unknown or unasked messages do not weigh at all.
 *
 * <p>A peer that is already connected when this policy comes into force is scored from its counters
 * as if they had risen evenly; earlier offences are forgiven, unless the policy before it offers
 * how they stand, as this one does. A change of configuration is in force with the next question.
 */
@Component(
    name = "patchbay.scoring.gossip",
    property = {"policy.name=gossip", "service.ranking:Integer=-100"})
@Designate(ocd = GossipScoring.Config.class)
public final class GossipScoring implements ScoringPolicy {
  private static final String MOST = "1000000";

  private volatile Config config;

  /** What can be configured. */
  @ObjectClassDefinition(name = "Scoring: gossip")
  public @interface Config {
    @AttributeDefinition(description = "Most that time and firsts add up to", min = "1", max = MOST)
    double cap() default 100;

    @AttributeDefinition(
        description = "Points below zero at which the score is 0",
        min = "1",
        max = MOST)
    double graylist() default 100;

    @AttributeDefinition(description = "Points for an hour connected", min = "0", max = MOST)
    double time_weight() default 3;

    @AttributeDefinition(description = "Seconds connected that count at most", min = "1")
    long time_cap_seconds() default 21_600;

    @AttributeDefinition(
        description = "Points for one transaction that it was the first to announce",
        min = "0",
        max = MOST)
    double first_weight() default 1;

    @AttributeDefinition(
        description = "Transactions that a block which it was the first to announce counts as",
        min = "0",
        max = MOST)
    double first_block() default 10;

    @AttributeDefinition(
        description = "First transactions that count at most",
        min = "0",
        max = MOST)
    double first_cap() default 100;

    @AttributeDefinition(
        description = "Points off for the square of questions left unanswered",
        min = "0",
        max = MOST)
    double unanswered_weight() default 1;

    @AttributeDefinition(
        description = "Points off for the square of invalid messages",
        min = "0",
        max = MOST)
    double invalid_weight() default 10;

    @AttributeDefinition(
        description = "Invalid messages that a refused transaction counts as",
        min = "0",
        max = "1")
    double invalid_refused() default 0.01;

    @AttributeDefinition(
        description = "Peers of one host that are no surplus",
        min = "1",
        max = MOST)
    int host_peers() default 4;

    @AttributeDefinition(
        description = "Points off for the square of its host's surplus of peers",
        min = "0",
        max = MOST)
    double host_weight() default 2;

    @AttributeDefinition(
        description = "Points off for the square of offences",
        min = "0",
        max = MOST)
    double behaviour_weight() default 50;

    @AttributeDefinition(
        description = "Offences that a message beyond a limit counts as",
        min = "0",
        max = "1")
    double behaviour_limited() default 0.01;

    @AttributeDefinition(description = "Seconds in which counters halve", min = "1")
    long half_life_seconds() default 3_600;
  }

  /** Scores by this configuration. */
  @Activate
  public GossipScoring(Config config) {
    this.config = config;
  }

  @Modified
  void modified(Config config) {
    this.config = config;
  }

  @Override
  public PeerScore open(PeerView peer, long now) {
    return open(peer, Map.of(), now);
  }

  @Override
  public PeerScore open(PeerView peer, Map<String, Double> learnt, long now) {
    return new GossipScore(() -> config, peer, learnt, now);
  }
}
