package org.patchbay.record;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.patchbay.api.admission.Admission;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.question.Opening;
import org.patchbay.api.question.Question;
import org.patchbay.api.question.Questions;
import org.patchbay.api.ratelimit.RateLimit;
import org.patchbay.api.relay.Offer;

/** Writes questions with their answers. Not thread-safe. */
final class QuestionWriter {
  private final Encoder out;
  private final PortraitWriter portraits;
  private final FactWriter facts;
  private final VitalsWriter vitals;
  private final Map<Long, Known> peers =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Known> eldest) {
          return size() > Format.MAX_PEERS; // The reader does the same.
        }
      };
  private final OfferTable offers = new OfferTable();

  /** What was written of one peer. */
  private static final class Known {
    final Portrait portrait;
    final Opening[] openings = new Opening[Format.OPENINGS];

    Known(long id) {
      portrait = new Portrait(id);
    }
  }

  QuestionWriter(Encoder out) {
    this.out = out;
    this.portraits = new PortraitWriter(out);
    this.facts = new FactWriter(out);
    this.vitals = new VitalsWriter(out);
  }

  /** Forgets what was written: a new part begins. */
  void restart() {
    peers.clear();
    offers.clear();
  }

  /** A peer is gone; answers whether it was known. */
  boolean gone(long id) {
    return peers.remove(id) != null;
  }

  /** Writes a question; answers whether it is of a kind that is recorded. */
  boolean write(Question<?> question) {
    if (question instanceof Questions.Limit limit) {
      limit(limit);
    } else if (question instanceof Questions.Told told && FactWriter.known(told.fact())) {
      begin(Format.TOLD, told.now());
      opening(Format.SCORING, told.opening());
      facts.write(told.fact());
    } else if (question instanceof Questions.Score score) {
      begin(Format.SCORE, score.now());
      opening(Format.SCORING, score.opening());
      view(score.peer());
      out.real(score.inForce());
      out.real(score.low());
    } else if (question instanceof Questions.Looked looked) {
      begin(Format.LOOKED, looked.now());
      opening(Format.RATE_LIMIT, looked.opening());
      view(looked.peer());
    } else if (question instanceof Questions.Judged judged && FactWriter.known(judged.fact())) {
      begin(Format.JUDGED, judged.now());
      opening(Format.MISBEHAVIOUR, judged.opening());
      facts.write(judged.fact());
      out.word(judged.inForce());
    } else if (question instanceof Questions.Preference preference) {
      begin(Format.PREFERENCE, preference.now());
      view(preference.peer());
      out.real(preference.inForce());
    } else {
      return crowd(question);
    }
    return true;
  }

  /** Questions on which views of many peers hang. */
  private boolean crowd(Question<?> question) {
    if (question instanceof Questions.Evict evict) {
      begin(Format.EVICT, evict.now());
      views(evict.candidates());
      out.number(place(evict.candidates(), evict.inForce().map(PeerView::id)));
    } else if (question instanceof Questions.Trim trim) {
      begin(Format.TRIM, trim.now());
      views(trim.mayGo());
      out.number(place(trim.mayGo(), trim.rule()));
      out.number(place(trim.mayGo(), trim.inForce().map(PeerView::id)));
    } else if (question instanceof Questions.Connect connect) {
      connect(connect);
    } else if (question instanceof Questions.Versioned versioned) {
      begin(Format.VERSIONED, versioned.now());
      view(versioned.peer());
      views(versioned.others());
      admission(versioned.inForce());
    } else if (question instanceof Questions.Delay delay) {
      begin(Format.DELAY, delay.now());
      group(delay.group());
      out.signed(delay.seed());
      out.number(delay.inForce());
    } else if (question instanceof Questions.Batch batch) {
      begin(Format.BATCH, batch.now());
      group(batch.group());
      offers(batch.queue());
      offers(batch.inForce());
    } else if (question instanceof Questions.Prescribed prescribed) {
      begin(Format.PRESCRIBED, prescribed.now());
      views(prescribed.vitals().peers());
      vitals.write(prescribed);
    } else {
      return false;
    }
    return true;
  }

  private void begin(int kind, long now) {
    out.number(kind);
    out.time(now);
  }

  private Known known(long id) {
    return peers.computeIfAbsent(id, Known::new);
  }

  private void view(PeerView view) {
    out.number(view.id());
    portraits.write(known(view.id()).portrait, view);
  }

  private void views(Collection<? extends PeerView> views) {
    out.number(views.size());
    views.forEach(this::view);
  }

  private void opening(int slot, Opening opening) {
    long id = opening.peer().id();
    out.number(id);
    Known known = known(id);
    boolean news = known.openings[slot] != opening;
    out.flag(news);
    if (news) {
      known.openings[slot] = opening;
      out.time(opening.at());
      portraits.write(known.portrait, opening.peer());
    }
  }

  private void limit(Questions.Limit limit) {
    begin(Format.LIMIT, limit.now());
    opening(Format.RATE_LIMIT, limit.opening());
    out.word(limit.command());
    out.number(limit.bytes());
    out.flag(limit.again());
    RateLimit answer = limit.inForce();
    if (answer instanceof RateLimit.Pause pause) {
      out.number(1);
      out.number(pause.nanos());
    } else if (answer instanceof RateLimit.Drop) {
      out.number(2);
    } else if (answer instanceof RateLimit.Disconnect disconnect) {
      out.number(3);
      out.text(disconnect.detail());
    } else {
      out.number(0);
    }
  }

  /** The newcomer may never become a peer: nothing of it is kept. */
  private void connect(Questions.Connect connect) {
    begin(Format.CONNECT, connect.now());
    out.number(connect.newcomer().id());
    portraits.write(new Portrait(connect.newcomer().id()), connect.newcomer());
    out.flag(connect.arrivals().banned());
    out.flag(connect.arrivals().discouraged());
    out.number(connect.arrivals().inbound());
    out.number(connect.arrivals().maxInbound());
    views(connect.arrivals().peers());
    admission(connect.inForce());
  }

  private void admission(Admission answer) {
    out.flag(answer instanceof Admission.Refused);
    if (answer instanceof Admission.Refused refused) {
      portraits.reason(refused.reason());
    }
  }

  /** From 1 on; 0 for nobody. */
  private static int place(List<PeerView> candidates, Optional<Long> chosen) {
    for (int i = 0; i < candidates.size(); i++) {
      if (chosen.isPresent() && candidates.get(i).id() == chosen.get()) {
        return i + 1;
      }
    }
    return 0;
  }

  private void group(Questions.GroupAt group) {
    out.word(group.kind());
    out.word(group.network());
    views(group.peers());
    out.flag(group.strained());
  }

  private void offers(List<Offer> some) {
    out.number(some.size());
    for (Offer each : some) {
      int known = offers.find(each);
      out.number(known + 1L);
      if (known < 0) {
        offers.add(each);
        out.raw(each.txid().toBytes());
        out.raw(each.wtxid().toBytes());
        out.signed(each.fee());
        out.number(each.vsize());
        out.number(each.ancestors());
        out.signed(each.offeredAt());
      }
    }
  }
}
