package org.patchbay.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.patchbay.api.fact.Fact;
import org.patchbay.api.peer.PeerState;
import org.patchbay.api.session.Local;
import org.patchbay.api.session.Protocol;
import org.patchbay.wire.AddressEntry;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.Services;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins and ends conversations as peers and protocols come and go. Confined to the node loop.
 *
 * <p>When a protocol goes, its conversations end and reading of their peers waits for its return,
 * at most a bounded time. When it is back it is attached to peers whose stage it is: a handshake is
 * never repeated.
 */
final class Sessions {
  private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);

  private final World world;
  private final Calls calls;
  private final Closer closer;
  private final Outboxes outboxes;
  private final Absences absences;
  private final List<Speaker> speakers = new ArrayList<>();
  private FactQueue facts;
  private Announcer announcer;
  private BooleanSupplier encrypted = () -> false;
  private Predicate<NetworkAddress> shunned = address -> false;
  private BiFunction<Peer, Long, Optional<AddressEntry>> introduced =
      (peer, services) -> Optional.empty();

  Sessions(World world, Calls calls, Closer closer, Outboxes outboxes, Absences absences) {
    this.world = world;
    this.calls = calls;
    this.closer = closer;
    this.outboxes = outboxes;
    this.absences = absences;
  }

  void reportTo(FactQueue queue) {
    facts = queue;
  }

  void announceWith(Announcer relay) {
    announcer = relay;
  }

  /** Whether the transport speaks version 2, which others learn from our services (§3, §4.1). */
  void encryptedWhen(BooleanSupplier speaksV2) {
    encrypted = speaksV2;
  }

  void shunning(Predicate<NetworkAddress> outcasts) {
    shunned = outcasts;
  }

  void introducing(BiFunction<Peer, Long, Optional<AddressEntry>> introductions) {
    introduced = introductions;
  }

  /** Our address as a peer is to be told of it now. */
  Optional<AddressEntry> selfAnnouncement(Peer peer) {
    return introduced.apply(peer, services());
  }

  boolean shunned(NetworkAddress address) {
    return shunned.test(address);
  }

  Announcer announcer() {
    return announcer;
  }

  World world() {
    return world;
  }

  Calls calls() {
    return calls;
  }

  Closer closer() {
    return closer;
  }

  Outboxes outboxes() {
    return outboxes;
  }

  void report(Peer peer, Fact fact) {
    facts.add(peer, fact);
  }

  Local local(Peer peer) {
    return new LocalView(services(peer), userAgent(), peer.nonce(), relays(peer));
  }

  String userAgent() {
    return UserAgents.ours(world.environment.version(), world.settings.userAgentComment());
  }

  /** Whether a protocol relays transactions. */
  boolean relays() {
    return speakers.stream().anyMatch(Speaker::relaysTransactions);
  }

  boolean encrypts() {
    return encrypted.getAsBoolean();
  }

  /** §5.8: transactions are spoken of with every peer but those for blocks or for a test alone. */
  private boolean relays(Peer peer) {
    return switch (peer.type()) {
      case INBOUND, OUTBOUND_FULL_RELAY, MANUAL, ADDR_FETCH ->
          speakers.stream().anyMatch(speaker -> speaker.relaysTransactions(peer));
      case BLOCK_RELAY_ONLY, FEELER -> false;
    };
  }

  long services() {
    long services = encrypted.getAsBoolean() ? Services.P2P_V2 : 0;
    for (Speaker speaker : speakers) {
      services |= speaker.services();
    }
    return services;
  }

  private long services(Peer peer) {
    long services = encrypted.getAsBoolean() ? Services.P2P_V2 : 0;
    for (Speaker speaker : speakers) {
      services |= speaker.services(peer);
    }
    return services;
  }

  /** Names of the protocols in force, in the order in which they came. */
  List<String> names() {
    return speakers.stream().map(Speaker::name).distinct().toList();
  }

  /** Whether somebody greets new connections. */
  boolean canGreet() {
    return speakers.stream().anyMatch(Speaker::opensConnections);
  }

  void add(Protocol protocol) {
    Speaker speaker = speakerOf(protocol);
    if (speaker == null) {
      speaker = new Speaker(protocol);
      speakers.add(speaker);
      LOG.info("protocol {} is spoken", speaker.name());
    }
    inForce(speaker.name());
    absences.ended(speaker.name());
  }

  void remove(Protocol protocol) {
    Speaker speaker = speakerOf(protocol);
    if (speaker == null) {
      return;
    }
    List<Peer> left = new ArrayList<>();
    for (Conversation conversation : stopped(speaker)) {
      closer.end(conversation);
      drop(conversation.owner(), conversation);
      left.add(conversation.owner());
    }
    speakers.remove(speaker);
    LOG.info(
        "protocol {} is no longer spoken; {} conversations ended", speaker.name(), left.size());
    absences.began(speaker.name(), left);
    inForce(speaker.name());
    calls.settle();
  }

  /** All that it says to anybody; what one leaves must not become the turn of the next. */
  private List<Conversation> stopped(Speaker speaker) {
    List<Conversation> stopped = new ArrayList<>();
    for (Peer peer : world.peers.open()) {
      for (Conversation conversation : peer.conversations) {
        if (conversation.speaker() == speaker) {
          conversation.stop();
          stopped.add(conversation);
        }
      }
    }
    return stopped;
  }

  private Speaker speakerOf(Protocol protocol) {
    return speakers.stream().filter(each -> each.protocol == protocol).findFirst().orElse(null);
  }

  /** Of several protocols with one name the oldest is spoken. */
  private void inForce(String name) {
    for (Speaker speaker : speakers) {
      if (speaker.name().equals(name)) {
        for (Peer peer : world.peers.open()) {
          attach(peer, speaker);
        }
        calls.settle();
        return;
      }
    }
  }

  /** A connection stands. */
  void connected(Peer peer) {
    attachAll(peer);
    calls.settle();
  }

  /** A handshake is complete; called while facts are drained. */
  void established(Peer peer, Fact.Established fact) {
    if (peer.state() == PeerState.AWAITING_VERACK) {
      peer.establish(fact.features());
      PeerLines.established(peer);
      attachAll(peer);
    }
  }

  private void attachAll(Peer peer) {
    for (int i = 0; i < speakers.size() && peer.open(); i++) {
      attach(peer, speakers.get(i));
    }
  }

  private void attach(Peer peer, Speaker speaker) {
    boolean due = speaker.opensConnections() != (peer.state() == PeerState.ESTABLISHED);
    if (!due || !peer.open()) {
      return;
    }
    for (Conversation conversation : peer.conversations) {
      if (conversation.protocol().equals(speaker.name())) {
        return;
      }
    }
    Conversation conversation = new Conversation(peer, speaker, this);
    peer.conversations = Arrays.copyOf(peer.conversations, peer.conversations.length + 1);
    peer.conversations[peer.conversations.length - 1] = conversation;
    calls.run(conversation, conversation::begin);
    if (!conversation.spoken()) {
      drop(peer, conversation);
    }
  }

  private static void drop(Peer peer, Conversation conversation) {
    peer.conversations =
        Arrays.stream(peer.conversations)
            .filter(each -> each != conversation)
            .toArray(Conversation[]::new);
  }
}
