package org.patchbay.rules;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.patchbay.api.peer.PeerState;
import org.patchbay.api.peer.PeerView;
import org.patchbay.rules.Term.OfReal;
import org.patchbay.rules.Term.OfText;
import org.patchbay.rules.Term.OfTexts;
import org.patchbay.rules.Term.OfTruth;
import org.patchbay.rules.Term.OfWhole;

/** What conditions may speak of. Times are of the loop; what was not measured is -1. */
enum Variable {
  ADDRESS(Known.ARRIVAL, "its address, without port", text(p -> p.address().host())),
  NETWORK(Known.ARRIVAL, "ipv4, ipv6, onion, i2p or cjdns", text(p -> p.network().label())),
  ASN(
      Known.ARRIVAL,
      "number of its autonomous system, 0 where no map knows one",
      whole(PeerView::autonomousSystem)),
  GROUP(Known.ARRIVAL, "its network group, as AS64496 or 203.0.0.0/16", text(PeerView::group)),
  DIRECTION(
      Known.ARRIVAL,
      "inbound or outbound",
      text(p -> p.type().outbound() ? "outbound" : "inbound")),
  KIND(
      Known.ARRIVAL,
      "inbound, outbound-full-relay, block-relay-only, manual, addr-fetch or feeler",
      text(p -> p.type().label())),
  PERMISSIONS(
      Known.ARRIVAL,
      "what the operator allows it: noban, download, addr, relay, forcerelay, mempool,"
          + " bloomfilter",
      texts(Variable::permissions)),
  AGENT(Known.VERSION, "its user agent", text(PeerView::userAgent)),
  VERSION(Known.VERSION, "its protocol version", whole(PeerView::protocolVersion)),
  SERVICES(Known.VERSION, "its service bits", whole(PeerView::services)),
  HEIGHT(Known.VERSION, "height in its version message", whole(PeerView::startHeight)),
  RELAYS(Known.VERSION, "whether it asked for transactions", truth(PeerView::relaysTransactions)),
  FEATURES(
      Known.VERSION,
      "what was negotiated, as wtxidrelay, addrv2",
      texts(look -> look.peer().features())),
  PEERS_AT_HOST(
      Known.MOVING, "live peers at its address, itself too", whole(PeerView::peersAtHost)),
  ESTABLISHED(
      Known.MOVING,
      "whether the handshake is done",
      truth(p -> p.state() == PeerState.ESTABLISHED)),
  TRANSPORT(Known.MOVING, "transport and codec, as v2 standard", text(PeerView::transport)),
  AGE_S(Known.MOVING, "seconds since it connected", ago(PeerView::connectedAt)),
  SILENT_S(Known.MOVING, "seconds since its last byte", ago(PeerView::lastReceived)),
  BLOCK_S(Known.MOVING, "seconds since it gave us a new block", ago(PeerView::lastBlockAt)),
  TX_S(
      Known.MOVING, "seconds since it gave us a new transaction", ago(PeerView::lastTransactionAt)),
  PING_MS(Known.MOVING, "last round trip in milliseconds", millis(PeerView::lastPing)),
  MIN_PING_MS(Known.MOVING, "smallest round trip", millis(PeerView::minPing)),
  MEAN_PING_MS(Known.MOVING, "mean round trip", millis(PeerView::meanPing)),
  JITTER_MS(Known.MOVING, "mean difference of two round trips", millis(PeerView::pingJitter)),
  BYTES_IN(Known.MOVING, "bytes read", whole(PeerView::bytesIn)),
  BYTES_OUT(Known.MOVING, "bytes written", whole(PeerView::bytesOut)),
  BYTES(Known.MOVING, "bytes both ways", whole(p -> p.bytesIn() + p.bytesOut())),
  BYTES_IN_TODAY(Known.MOVING, "bytes read since midnight, UTC", whole(PeerView::bytesInToday)),
  BYTES_OUT_TODAY(
      Known.MOVING, "bytes written since midnight, UTC", whole(PeerView::bytesOutToday)),
  BYTES_TODAY(
      Known.MOVING,
      "bytes both ways since midnight, UTC",
      whole(p -> p.bytesInToday() + p.bytesOutToday())),
  QUEUED_IN(Known.MOVING, "bytes that wait in its inbox", whole(PeerView::queuedIn)),
  QUEUED_OUT(Known.MOVING, "bytes that wait in its outbox", whole(PeerView::queuedOut)),
  CPU(
      Known.MOVING,
      "share of a processor that it took since it connected, 0.0 to 1.0 and more",
      real(look -> share(look.peer(), look.now()))),
  CPU_MS(Known.MOVING, "milliseconds of a processor", whole(p -> p.cpuTime() / 1_000_000)),
  USEFUL(
      Known.MOVING,
      "messages with what we wanted and did not have",
      whole(p -> p.ledger().usefulMessages())),
  USELESS(Known.MOVING, "messages that were of no use", whole(p -> p.ledger().uselessMessages())),
  BLOCKS(Known.MOVING, "new blocks it gave us", whole(p -> p.ledger().blocks())),
  TXS(Known.MOVING, "accepted transactions it gave us", whole(p -> p.ledger().transactions())),
  FIRST_BLOCKS(
      Known.MOVING, "blocks it was the first to tell of", whole(p -> p.ledger().firstBlocks())),
  FIRST_TXS(
      Known.MOVING,
      "transactions it was the first to tell of",
      whole(p -> p.ledger().firstTransactions())),
  PAUSES(Known.MOVING, "how often it had to wait", whole(p -> p.ledger().pauses())),
  PAUSED_S(
      Known.MOVING, "seconds of such waits", whole(p -> p.ledger().pausedTime() / 1_000_000_000)),
  KNOWN_HEIGHT(Known.MOVING, "best height it is known to have", whole(PeerView::knownHeight)),
  SCORE(
      Known.MOVING,
      "score of the policy in force, 0.0 to 1.0; where there is none no comparison holds",
      real(look -> look.peer().score())),
  MISBEHAVIOUR(
      Known.MOVING, "added while its score is low, 0 to 100", whole(PeerView::misbehaviour)),
  DISCOURAGED(Known.MOVING, "whether its address misbehaved before", truth(PeerView::preferEvict));

  /** Those that seldom change, as bits by their ordinals. */
  static final long SLOW = bits(Known.ARRIVAL) | bits(Known.VERSION);

  /** Those that are known when a peer arrives, as bits by their ordinals. */
  static final long EARLY = bits(Known.ARRIVAL);

  private final Known known;
  private final String sentence;
  private final Term bare;

  /** Since when it is known, and whether it then stays mostly as it is. */
  private enum Known {
    /** Since the peer arrived. */
    ARRIVAL,
    /** Since its version message. */
    VERSION,
    /** It changes all the time. */
    MOVING
  }

  Variable(Known known, String sentence, Term bare) {
    this.known = known;
    this.sentence = sentence;
    this.bare = bare;
  }

  /** As it is written in conditions. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  String sentence() {
    return sentence;
  }

  /** As CEL calls it. */
  String type() {
    if (bare instanceof Term.Truth) {
      return "bool";
    }
    return bare instanceof Term.Whole
        ? "int"
        : bare instanceof Term.Real
            ? "double"
            : bare instanceof Term.Text ? "string" : "list(string)";
  }

  Term term() {
    long bit = 1L << ordinal();
    if (bare instanceof Term.Truth term) {
      return new Term.Truth(bit, term.of());
    } else if (bare instanceof Term.Whole term) {
      return new Term.Whole(bit, term.of());
    } else if (bare instanceof Term.Real term) {
      return new Term.Real(bit, term.of());
    } else if (bare instanceof Term.Text term) {
      return new Term.Text(bit, term.of());
    }
    return new Term.Texts(bit, ((Term.Texts) bare).of());
  }

  static Optional<Variable> named(String label) {
    return Arrays.stream(values()).filter(each -> each.label().equals(label)).findFirst();
  }

  private static long bits(Known known) {
    return Arrays.stream(values())
        .filter(each -> each.known == known)
        .mapToLong(each -> 1L << each.ordinal())
        .reduce(0, (one, other) -> one | other);
  }

  private interface Flag {
    boolean of(PeerView peer);
  }

  private interface Number {
    long of(PeerView peer);
  }

  private interface Word {
    String of(PeerView peer);
  }

  private static Term truth(Flag flag) {
    OfTruth of = look -> flag.of(look.peer());
    return new Term.Truth(0, of);
  }

  private static Term whole(Number number) {
    OfWhole of = look -> number.of(look.peer());
    return new Term.Whole(0, of);
  }

  private static Term ago(Number at) {
    OfWhole of =
        look -> {
          long then = at.of(look.peer());
          return then == -1 ? -1 : Math.max(0, look.now() - then) / 1_000_000_000;
        };
    return new Term.Whole(0, of);
  }

  private static Term millis(Number nanos) {
    OfReal of =
        look -> {
          long measured = nanos.of(look.peer());
          return measured < 0 ? -1 : measured / 1e6;
        };
    return new Term.Real(0, of);
  }

  private static Term real(OfReal of) {
    return new Term.Real(0, of);
  }

  private static Term text(Word word) {
    OfText of = look -> word.of(look.peer());
    return new Term.Text(0, of);
  }

  private static Term texts(OfTexts of) {
    return new Term.Texts(0, of);
  }

  private static double share(PeerView peer, long now) {
    return Math.max(0, peer.cpuTime()) / (double) Math.max(1_000_000_000, now - peer.connectedAt());
  }

  private static List<String> permissions(Look look) {
    return look.peer().permissions().stream()
        .map(each -> each.name().toLowerCase(Locale.ROOT))
        .toList();
  }
}
