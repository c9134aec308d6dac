package org.patchbay.record;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.patchbay.api.relay.Offer;
import org.patchbay.wire.Hash256;

/** The offers that a part remembers, by number; when it is full the oldest gives way. */
final class OfferTable {
  private final List<Offer> offers = new ArrayList<>();
  private final Map<Hash256, Integer> places = new HashMap<>();
  private int next;

  void clear() {
    offers.clear();
    places.clear();
    next = 0;
  }

  /** The number of an offer; -1 for one that is not known, or was said to be another. */
  int find(Offer offer) {
    int place = places.getOrDefault(offer.wtxid(), -1);
    if (place < 0) {
      return -1;
    }
    Offer known = offers.get(place);
    boolean same =
        known.wtxid().equals(offer.wtxid())
            && known.txid().equals(offer.txid())
            && known.fee() == offer.fee()
            && known.vsize() == offer.vsize()
            && known.ancestors() == offer.ancestors()
            && known.offeredAt() == offer.offeredAt();
    return same ? place : -1;
  }

  void add(Offer offer) {
    if (offers.size() < Format.MAX_OFFERS) {
      offers.add(offer);
    } else {
      Offer gone = offers.set(next, offer);
      places.remove(gone.wtxid(), next);
    }
    places.put(offer.wtxid(), next);
    next = (next + 1) % Format.MAX_OFFERS;
  }

  /** The offer of a number. */
  Offer get(int number) {
    if (number >= offers.size()) {
      throw new IllegalArgumentException(
          "offer %d, of which there are %d".formatted(number, offers.size()));
    }
    return offers.get(number);
  }
}
