package org.patchbay.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import org.patchbay.api.fact.Fact;
import org.patchbay.api.log.PeerTag;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.peer.ConnectionType;
import org.patchbay.api.peer.Ledger;
import org.patchbay.api.peer.PeerState;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.peer.Permission;
import org.patchbay.api.transport.Link;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.NetworkClass;
import org.patchbay.wire.message.Version;

/**
 * One live connection: what is known of it, and what speaks on it. Confined to the node loop.
 *
 * <p>There may be ten thousand, most of them idle: no maps, nothing allocated before it is needed.
 */
final class Peer implements PeerView {
  final Link link;
  final Intake intake = new Intake();
  final PeerLedger ledger;
  final Tally tallyIn = new Tally();
  final Tally tallyOut = new Tally();
  final Subscriptions subscriptions = new Subscriptions();

  /** What the operator allows it now. */
  Set<Permission> permissions = Set.of();

  final Birth birth;
  final PeerTag tag;
  private final MessageKinds kinds;

  Conversation[] conversations = {};

  /** Live peers at its host, where they are counted; this one alone before it is added. */
  int[] atHost = {1};

  /** Its part in relay; null while it has none. */
  Hearer hearer;

  /** What it wants to be told of, by wtxid (BIP37); null for all. */
  Predicate<Hash256> filter;

  /** What it said of itself. */
  Profile profile = Profile.UNTOLD;

  boolean preferEvict;
  boolean touched;
  boolean handshaken;
  double score = Double.NaN;
  double preference;
  int misbehaviour;
  long processingTime;
  private PeerState state = PeerState.AWAITING_VERSION;
  private Set<String> features = Set.of();
  private final PingTimes pings = new PingTimes();
  private long pingPendingSince = -1;
  private final Merits merits = new Merits();
  final Notes notes = new Notes();
  private CloseReason closing;

  Peer(Link link, Birth birth, MessageKinds kinds) {
    this.link = link;
    this.ledger = new PeerLedger(link, intake);
    this.birth = birth;
    this.tag = new PeerTag(birth.id(), birth.address());
    this.kinds = kinds;
  }

  /** Index of this peer among the live ones; reused after its end. */
  int place() {
    return birth.place();
  }

  /** Nonce of our version message to it (§8.4). */
  long nonce() {
    return birth.nonce();
  }

  boolean open() {
    return closing == null;
  }

  /** Whether others may have its address too: that of Tor, or of this machine. */
  boolean sharesAddress() {
    return birth.tor() || address().isLocal();
  }

  boolean exempt() {
    return type() == ConnectionType.MANUAL || permissions().contains(Permission.NOBAN);
  }

  /** Takes what the version message tells (§8.5); asked again it changes nothing. */
  void learn(Version version, int ourVersion, long wanted, long wallSeconds) {
    profile = Profile.of(version, ourVersion, wanted, wallSeconds);
  }

  void awaitVerack() {
    state = PeerState.AWAITING_VERACK;
  }

  void establish(Set<String> negotiated) {
    features = negotiated;
    state = PeerState.ESTABLISHED;
    handshaken = true;
  }

  void closing(CloseReason reason) {
    closing = reason;
    state = PeerState.CLOSING;
  }

  /** Takes what a fact tells. */
  void learn(Fact fact, long now) {
    if (fact instanceof Fact.Latency latency) {
      pings.add(latency.roundTrip());
    } else if (fact instanceof Fact.PingPending pending) {
      pingPendingSince = pending.sentAt();
    }
    merits.learn(fact, now);
    ledger.learn(fact);
    notes.learn(fact);
  }

  /** Everything known now, as a value. */
  PeerSnapshot snapshot() {
    return PeerSnapshot.of(this);
  }

  @Override
  public long id() {
    return birth.id();
  }

  @Override
  public NetworkAddress address() {
    return birth.address();
  }

  @Override
  public NetworkClass network() {
    return birth.tor() ? NetworkClass.ONION : address().network();
  }

  @Override
  public long keyedNetGroup() {
    return birth.keyedNetGroup();
  }

  @Override
  public String group() {
    return birth.group();
  }

  @Override
  public long autonomousSystem() {
    return birth.autonomousSystem();
  }

  @Override
  public int peersAtHost() {
    return atHost[0];
  }

  @Override
  public ConnectionType type() {
    return birth.type();
  }

  @Override
  public PeerState state() {
    return state;
  }

  @Override
  public Set<Permission> permissions() {
    return permissions;
  }

  @Override
  public long connectedAt() {
    return birth.connectedAt();
  }

  @Override
  public long services() {
    return profile.services();
  }

  @Override
  public int protocolVersion() {
    return profile.protocolVersion();
  }

  @Override
  public int commonVersion() {
    return profile.commonVersion();
  }

  @Override
  public String userAgent() {
    return profile.userAgent();
  }

  @Override
  public OptionalLong clockOffset() {
    return profile.clockOffset();
  }

  @Override
  public int startHeight() {
    return profile.startHeight();
  }

  @Override
  public boolean relaysTransactions() {
    return profile.relaysTransactions();
  }

  @Override
  public boolean hasWantedServices() {
    return profile.wantedServices();
  }

  @Override
  public Set<String> features() {
    return features;
  }

  @Override
  public long lastPing() {
    return pings.last;
  }

  @Override
  public long minPing() {
    return pings.min;
  }

  @Override
  public long meanPing() {
    return pings.mean;
  }

  @Override
  public long pingJitter() {
    return pings.jitter;
  }

  @Override
  public long pingPendingSince() {
    return pingPendingSince;
  }

  @Override
  public long lastReceived() {
    return link.lastReadAt();
  }

  @Override
  public long lastSent() {
    return link.lastWriteAt();
  }

  @Override
  public long lastBlockAt() {
    return merits.lastBlockAt;
  }

  @Override
  public long lastTransactionAt() {
    return merits.lastTransactionAt;
  }

  @Override
  public long lastAnnouncementAt() {
    return merits.lastAnnouncementAt;
  }

  @Override
  public boolean downloading() {
    return merits.downloading;
  }

  @Override
  public boolean chainSpared() {
    return merits.spared;
  }

  @Override
  public long bytesIn() {
    return link.bytesIn();
  }

  @Override
  public long bytesOut() {
    return link.bytesOut();
  }

  @Override
  public long bytesInToday() {
    return ledger.today.bytesIn();
  }

  @Override
  public long bytesOutToday() {
    return ledger.today.bytesOut();
  }

  @Override
  public long queuedIn() {
    return link.queuedIn();
  }

  @Override
  public long queuedOut() {
    return link.queuedOut();
  }

  @Override
  public boolean paused() {
    return intake.standing() || link.paused();
  }

  @Override
  public Map<String, MessageCount> received() {
    return tallyIn.counts(kinds);
  }

  @Override
  public Map<String, MessageCount> sent() {
    return tallyOut.counts(kinds);
  }

  @Override
  public long processingTime() {
    return processingTime;
  }

  @Override
  public Ledger ledger() {
    return ledger;
  }

  @Override
  public int knownHeight() {
    return merits.knownHeight;
  }

  @Override
  public double score() {
    return score;
  }

  @Override
  public double preference() {
    return preference;
  }

  @Override
  public int misbehaviour() {
    return misbehaviour;
  }

  @Override
  public boolean preferEvict() {
    return preferEvict;
  }

  @Override
  public List<String> notes() {
    return notes.lines();
  }

  @Override
  public String transport() {
    return link.protocol() + " " + link.codec();
  }

  @Override
  public String session() {
    return link.session();
  }

  @Override
  public Optional<CloseReason> closing() {
    return Optional.ofNullable(closing);
  }
}
