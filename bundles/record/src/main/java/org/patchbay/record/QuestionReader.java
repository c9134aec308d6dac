package org.patchbay.record;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.patchbay.api.admission.Admission;
import org.patchbay.api.fact.Fact;
import org.patchbay.api.misbehaviour.MisbehaviourPolicy.Judgement;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.question.Opening;
import org.patchbay.api.question.Question;
import org.patchbay.api.question.Questions;
import org.patchbay.api.ratelimit.RateLimit;
import org.patchbay.api.relay.AnnounceGroup;
import org.patchbay.api.relay.Offer;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.NetworkClass;

/**
 * Reads what {@link QuestionWriter} wrote. Not thread-safe. Views are of the moment: the next
 * question changes them.
 */
final class QuestionReader {
  private static final int HASH = 32;

  private final Decoder in;
  private final PortraitReader portraits;
  private final FactReader facts;
  private final VitalsReader vitals;
  private final Map<Long, Known> peers =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Known> eldest) {
          boolean full = size() > Format.MAX_PEERS;
          if (full) {
            places.clear(eldest.getValue().place);
          }
          return full;
        }
      };

  /** Peers of the part before that did not occur in this one yet: what is learnt of them holds. */
  private Map<Long, Known> former = new HashMap<>();

  private final BitSet places = new BitSet();
  private final OfferTable offers = new OfferTable();

  /** What was read of one peer. */
  private static final class Known {
    final Portrait portrait;
    final int place;
    final Opening[] openings = new Opening[Format.OPENINGS];
    final boolean[] introduced = new boolean[Format.OPENINGS];

    Known(long id, int place) {
      portrait = new Portrait(id);
      this.place = place;
    }
  }

  /** An offer as it was recorded. */
  private record Recorded(
      Hash256 txid, Hash256 wtxid, long fee, int vsize, int ancestors, long offeredAt)
      implements Offer {}

  QuestionReader(Decoder in) {
    this.in = in;
    this.portraits = new PortraitReader(in);
    this.facts = new FactReader(in);
    this.vitals = new VitalsReader(in);
  }

  /** A new part begins: views are told anew, what was learnt of peers holds. */
  void restart() {
    former.values().forEach(known -> places.clear(known.place));
    former = new HashMap<>(peers);
    peers.clear();
    offers.clear();
  }

  void gone(long id) {
    forget(peers.remove(id));
    forget(former.remove(id));
  }

  private void forget(Known known) {
    if (known != null) {
      places.clear(known.place);
    }
  }

  /** Reads a question of a kind. */
  Question<?> read(int kind) {
    long now = in.time();
    return switch (kind) {
      case Format.LIMIT -> limit(now);
      case Format.TOLD -> new Questions.Told(opening(Format.SCORING), facts.read(), now);
      case Format.SCORE ->
          new Questions.Score(opening(Format.SCORING), view(), in.real(), in.real(), now);
      case Format.JUDGED ->
          new Questions.Judged(
              opening(Format.MISBEHAVIOUR), wrong(), in.word(Judgement.class), now);
      case Format.CONNECT -> connect(now);
      case Format.VERSIONED -> new Questions.Versioned(view(), views(), admission(), now);
      case Format.EVICT -> evict(now);
      case Format.LOOKED -> new Questions.Looked(opening(Format.RATE_LIMIT), view(), now);
      case Format.TRIM -> trim(now);
      case Format.PREFERENCE -> new Questions.Preference(view(), in.real(), now);
      case Format.DELAY -> new Questions.Delay(group(), in.signed(), in.number(), now);
      case Format.BATCH -> new Questions.Batch(group(), offers(), offers(), now);
      case Format.PRESCRIBED -> vitals.read(views(), now);
      default -> throw new IllegalArgumentException("unknown entry " + kind);
    };
  }

  private Known known(long id) {
    Known known = peers.get(id);
    if (known == null) {
      known = former.remove(id);
      if (known == null) {
        known = new Known(id, places.nextClearBit(0));
        places.set(known.place);
      } else {
        known.portrait.blank();
        Arrays.fill(known.introduced, false);
      }
      peers.put(id, known);
    }
    return known;
  }

  private PeerView view() {
    Portrait portrait = known(in.number()).portrait;
    portraits.read(portrait);
    return portrait;
  }

  private List<PeerView> views() {
    int count = in.count("count of views");
    List<PeerView> views = new ArrayList<>(Math.min(count, Format.MAX_PEERS));
    for (int i = 0; i < count; i++) {
      views.add(view());
    }
    return views;
  }

  private Opening opening(int slot) {
    Known known = known(in.number());
    if (in.flag()) {
      long at = in.time();
      portraits.read(known.portrait);
      known.introduced[slot] = true;
      Opening before = known.openings[slot];
      if (before == null || before.at() != at) {
        known.openings[slot] = new Opening(known.place, known.portrait, at);
      }
    }
    if (!known.introduced[slot]) {
      throw new IllegalArgumentException(
          "peer %d was not introduced".formatted(known.portrait.id()));
    }
    return known.openings[slot];
  }

  private Fact wrong() {
    Fact fact = facts.read();
    if (fact instanceof Fact.Offence || fact instanceof Fact.Nuisance) {
      return fact;
    }
    throw new IllegalArgumentException("a judgement of what is no offence and no nuisance");
  }

  private Questions.Limit limit(long now) {
    Opening opening = opening(Format.RATE_LIMIT);
    String command = in.word();
    int bytes = in.below(Integer.MAX_VALUE, "bytes");
    boolean again = in.flag();
    RateLimit answer =
        switch (in.below(4, "answer of a rate limit")) {
          case 1 -> new RateLimit.Pause(in.number());
          case 2 -> RateLimit.DROP;
          case 3 -> new RateLimit.Disconnect(in.text());
          default -> RateLimit.PASS;
        };
    return new Questions.Limit(opening, command, bytes, again, answer, now);
  }

  private Questions.Connect connect(long now) {
    Portrait newcomer = new Portrait(in.number());
    portraits.read(newcomer);
    boolean banned = in.flag();
    boolean discouraged = in.flag();
    int inbound = in.below(Integer.MAX_VALUE, "inbound peers");
    int most = in.below(Integer.MAX_VALUE, "inbound slots");
    Questions.Arrived arrived = new Questions.Arrived(banned, discouraged, inbound, most, views());
    return new Questions.Connect(newcomer, arrived, admission(), now);
  }

  private Admission admission() {
    return in.flag() ? new Admission.Refused(portraits.reason()) : Admission.admit();
  }

  private Questions.Evict evict(long now) {
    List<PeerView> candidates = views();
    Optional<PeerView> chosen = chosen(candidates);
    return new Questions.Evict(candidates, chosen, now);
  }

  private Questions.Trim trim(long now) {
    List<PeerView> mayGo = views();
    Optional<Long> rule = chosen(mayGo).map(PeerView::id);
    return new Questions.Trim(mayGo, rule, chosen(mayGo), now);
  }

  private Optional<PeerView> chosen(List<PeerView> candidates) {
    int place = in.below(candidates.size() + 1, "place of a candidate");
    return place == 0 ? Optional.empty() : Optional.of(candidates.get(place - 1));
  }

  private Questions.GroupAt group() {
    AnnounceGroup.Kind kind = in.word(AnnounceGroup.Kind.class);
    NetworkClass network = in.word(NetworkClass.class);
    return new Questions.GroupAt(kind, network, views(), in.flag());
  }

  private List<Offer> offers() {
    int count = in.count("count of offers");
    List<Offer> some = new ArrayList<>(Math.min(count, Format.MAX_OFFERS));
    for (int i = 0; i < count; i++) {
      int code = in.below(Format.MAX_OFFERS + 1, "number of an offer");
      if (code > 0) {
        some.add(offers.get(code - 1));
        continue;
      }
      Offer offer =
          new Recorded(
              Hash256.of(in.raw(HASH)),
              Hash256.of(in.raw(HASH)),
              in.signed(),
              in.below(Integer.MAX_VALUE, "size of an offer"),
              in.below(Integer.MAX_VALUE, "ancestors of an offer"),
              in.signed());
      offers.add(offer);
      some.add(offer);
    }
    return some;
  }
}
