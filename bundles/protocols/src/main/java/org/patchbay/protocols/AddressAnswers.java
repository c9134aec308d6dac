package org.patchbay.protocols;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.patchbay.api.addrbook.AddressBook;
import org.patchbay.api.peer.Permission;
import org.patchbay.api.session.Session;
import org.patchbay.wire.AddressEntry;
import org.patchbay.wire.NetworkClass;

/**
 * What getaddr is answered with (protocol-facts §12.7). Confined to the node loop.
 *
 * <p>Rule: at most 1000 addresses and 23 % of all, the same ones for 21 to 27 hours to everybody on
 * a network. Why: whoever asks again and again, or from many addresses, would otherwise read the
 * whole book and see how it changes. A peer with {@code addr} gets a fresh sample.
 */
final class AddressAnswers {
  static final int MAX = 1_000;
  static final int PERCENT = 23;
  static final Duration SHORTEST = Duration.ofHours(21);
  static final Duration SPREAD = Duration.ofHours(6);

  private final AddressBook book;
  private final Map<NetworkClass, Answer> cache = new EnumMap<>(NetworkClass.class);

  AddressAnswers(AddressBook book) {
    this.book = book;
  }

  List<AddressEntry> forPeer(Session session) {
    if (session.peer().permissions().contains(Permission.ADDR)) {
      return book.sample(MAX, PERCENT);
    }
    Answer answer = cache.get(session.peer().network());
    if (answer == null || session.now() - answer.until >= 0) {
      long keep = SHORTEST.toNanos() + session.random().nextLong(SPREAD.toNanos());
      answer = new Answer(book.sample(MAX, PERCENT), session.now() + keep);
      cache.put(session.peer().network(), answer);
    }
    return answer.entries;
  }

  private record Answer(List<AddressEntry> entries, long until) {}
}
