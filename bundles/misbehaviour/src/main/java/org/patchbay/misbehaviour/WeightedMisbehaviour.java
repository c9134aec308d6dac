package org.patchbay.misbehaviour;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.patchbay.api.fact.Fact;
import org.patchbay.api.misbehaviour.MisbehaviourPolicy;
import org.patchbay.api.peer.PeerView;

/**
 * Counts points that fade (protocol-facts §21): at one sum the connection ends, at a higher one the
 * address is discouraged too.
 *
 * <p>As delivered every offence of §11.2 has the points that discourage at once, as in Bitcoin
 * Core; lower one to forgive it, for example {@code bad.sendcmpct = 40}. What Bitcoin Core
 * tolerates by protocol has no points, so that nobody is punished for speaking a dialect; two
 * nuisances that are no matter of protocol have few: a question left unanswered, and a limit
 * exceeded. Nuisances end a connection at most: an address may be shared, and is discouraged for
 * offences alone.
 *
 * <p>A peer that is already connected when this policy comes into force begins without points,
 * unless the policy before it offers its {@code points}, as this one does.
 */
@Component(
    name = "patchbay.misbehaviour.weighted",
    property = {"policy.name=weighted", "service.ranking:Integer=-100"})
@Designate(ocd = WeightedMisbehaviour.Config.class)
public final class WeightedMisbehaviour implements MisbehaviourPolicy {
  private static final String POINTS = "points";

  private volatile Config config;

  /** What can be configured. */
  @ObjectClassDefinition(name = "Misbehaviour: weighted")
  public @interface Config {
    @AttributeDefinition(description = "Sum of points that ends the connection", min = "1")
    double disconnect_at() default 50;

    @AttributeDefinition(
        description = "Sum of points at which an offence discourages the address too",
        min = "1")
    double discourage_at() default 100;

    @AttributeDefinition(description = "Seconds in which points halve", min = "1")
    long half_life_seconds() default 600;

    @AttributeDefinition(description = "Points: more entries than allowed", min = "0")
    double too_many_entries() default 100;

    @AttributeDefinition(description = "Points: header without its own work", min = "0")
    double header_without_work() default 100;

    @AttributeDefinition(description = "Points: headers that form no chain", min = "0")
    double headers_not_continuous() default 100;

    @AttributeDefinition(description = "Points: header against a rule", min = "0")
    double invalid_header() default 100;

    @AttributeDefinition(description = "Points: sendcmpct with an announce byte above 1", min = "0")
    double bad_sendcmpct() default 100;

    @AttributeDefinition(description = "Points: impossible compact block", min = "0")
    double invalid_compact_block() default 100;

    @AttributeDefinition(description = "Points: block that is invalid or mutated", min = "0")
    double invalid_block() default 100;

    @AttributeDefinition(description = "Points: index of getblocktxn out of range", min = "0")
    double bad_block_transaction_index() default 100;

    @AttributeDefinition(description = "Points: bloom filter that breaks its limits", min = "0")
    double bad_filter() default 100;

    @AttributeDefinition(description = "Points: payload that does not parse", min = "0")
    double malformed() default 0;

    @AttributeDefinition(description = "Points: wrong checksum", min = "0")
    double checksum() default 0;

    @AttributeDefinition(description = "Points: message out of phase or not asked for", min = "0")
    double unrequested() default 0;

    @AttributeDefinition(description = "Points: unknown command", min = "0")
    double unknown_command() default 0;

    @AttributeDefinition(description = "Points: question left unanswered", min = "0")
    double unanswered() default 2;

    @AttributeDefinition(description = "Points: message dropped or delayed by a limit", min = "0")
    double rate_limited() default 0.01;

    @AttributeDefinition(description = "Points: headers that connect to nothing", min = "0")
    double unconnecting() default 0;

    @AttributeDefinition(description = "Points: headers with too little work", min = "0")
    double low_work() default 0;

    @AttributeDefinition(description = "Points: transaction that was refused", min = "0")
    double refused_transaction() default 0;

    @AttributeDefinition(description = "Points: announcements beyond the limit", min = "0")
    double too_many_announcements() default 0;
  }

  /** Judges by this configuration. */
  @Activate
  public WeightedMisbehaviour(Config config) {
    this.config = config;
  }

  @Modified
  void modified(Config config) {
    this.config = config;
  }

  @Override
  public PeerConduct open(PeerView peer, long now) {
    return new WeightedConduct(0, now);
  }

  @Override
  public PeerConduct open(PeerView peer, Map<String, Double> learnt, long now) {
    double points = learnt.getOrDefault(POINTS, 0.0);
    boolean ours = points >= 0 && points < config.disconnect_at();
    return new WeightedConduct(ours ? points : 0, now);
  }

  /** The points of one peer. Confined to the node loop. */
  private final class WeightedConduct implements PeerConduct {
    private final FadingPoints points;

    WeightedConduct(double before, long now) {
      points = new FadingPoints(before, now);
    }

    @Override
    public Map<String, Double> learnt(long now) {
      return Map.of(POINTS, add(config, 0, now));
    }

    @Override
    public Judgement onOffence(Fact.Offence offence, long now) {
      Config by = config;
      double sum = add(by, of(offence.kind(), by), now);
      return sum >= by.discourage_at() ? Judgement.DISCOURAGE : disconnectOrKeep(sum, by);
    }

    @Override
    public Judgement onNuisance(Fact.Nuisance nuisance, long now) {
      Config by = config;
      double more = of(nuisance.kind(), by);
      return more > 0 ? disconnectOrKeep(add(by, more, now), by) : Judgement.KEEP;
    }

    private double add(Config by, double more, long now) {
      return points.add(more, TimeUnit.SECONDS.toNanos(by.half_life_seconds()), now);
    }

    private static Judgement disconnectOrKeep(double sum, Config by) {
      return sum >= by.disconnect_at() ? Judgement.DISCONNECT : Judgement.KEEP;
    }
  }

  private static double of(Fact.Offence.Kind kind, Config by) {
    return switch (kind) {
      case TOO_MANY_ENTRIES -> by.too_many_entries();
      case HEADER_WITHOUT_WORK -> by.header_without_work();
      case HEADERS_NOT_CONTINUOUS -> by.headers_not_continuous();
      case INVALID_HEADER -> by.invalid_header();
      case BAD_SENDCMPCT -> by.bad_sendcmpct();
      case INVALID_COMPACT_BLOCK -> by.invalid_compact_block();
      case INVALID_BLOCK -> by.invalid_block();
      case BAD_BLOCK_TRANSACTION_INDEX -> by.bad_block_transaction_index();
      case BAD_FILTER -> by.bad_filter();
      default -> by.discourage_at();
    };
  }

  private static double of(Fact.Nuisance.Kind kind, Config by) {
    return switch (kind) {
      case MALFORMED -> by.malformed();
      case CHECKSUM -> by.checksum();
      case UNREQUESTED -> by.unrequested();
      case UNKNOWN_COMMAND -> by.unknown_command();
      case UNANSWERED -> by.unanswered();
      case RATE_LIMITED -> by.rate_limited();
      case UNCONNECTING -> by.unconnecting();
      case LOW_WORK -> by.low_work();
      case REFUSED_TRANSACTION -> by.refused_transaction();
      case TOO_MANY_ANNOUNCEMENTS -> by.too_many_announcements();
      default -> 0;
    };
  }
}
