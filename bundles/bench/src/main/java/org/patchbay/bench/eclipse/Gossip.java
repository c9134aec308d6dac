package org.patchbay.bench.eclipse;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.patchbay.api.addrbook.AddressBook;
import org.patchbay.api.loop.Loop;
import org.patchbay.wire.AddressEntry;
import org.patchbay.wire.NetworkAddress;

/**
 * What the victim is told of addresses (protocol-facts §12.7, §12.8). Confined to one thread.
 *
 * <p>Every honest node that is up says so once a day, and one of the victim's honest peers passes
 * it on. The attacker sends his own addresses from each of his slots as fast as the token bucket
 * lets them through, one in ten seconds, and at most as many as he has in a day. A new full-relay
 * peer answers getaddr with a thousand.
 */
final class Gossip {
  static final int TOKENS_PER_HOUR = 360;
  static final int ANSWER = 1_000;
  private static final long PENALTY = 7_200;
  private static final int HOURS_A_DAY = 24;
  private static final int NEWS_AGE = 600;
  private static final int ANSWER_AGE = 86_400;

  private final Internet internet;
  private final AddressBook book;
  private final Loop loop;
  private final RandomGenerator random;

  Gossip(Internet internet, AddressBook book, Loop loop) {
    this.internet = internet;
    this.book = book;
    this.loop = loop;
    this.random = loop.random();
  }

  /** An hour of honest news, by anybody of these; one of {@code thinning}. */
  void tell(List<NetworkAddress> honestPeers, int thinning) {
    if (honestPeers.isEmpty()) {
      return;
    }
    int news = internet.upCount() / (HOURS_A_DAY * thinning);
    for (int i = 0; i < news; i++) {
      NetworkAddress source = honestPeers.get(random.nextInt(honestPeers.size()));
      book.add(List.of(seen(internet.anyUp(), NEWS_AGE)), source, PENALTY);
    }
  }

  /** An hour of the attacker's addresses, from each of these; one of {@code thinning}. */
  void flood(List<NetworkAddress> hostilePeers, int thinning) {
    int inTurn = internet.hostile.size() / HOURS_A_DAY + 1;
    int count = Math.min(TOKENS_PER_HOUR, inTurn) / thinning + 1;
    for (NetworkAddress source : hostilePeers) {
      book.add(hostile(count, NEWS_AGE), source, PENALTY);
    }
  }

  /** A peer's answer to getaddr. */
  void answer(NetworkAddress peer) {
    if (internet.hostile(peer)) {
      book.add(hostile(ANSWER, NEWS_AGE), peer, PENALTY);
    } else {
      List<AddressEntry> entries = new ArrayList<>(ANSWER);
      for (int i = 0; i < ANSWER; i++) {
        entries.add(seen(internet.anyHonest(), ANSWER_AGE));
      }
      book.add(entries, peer, PENALTY);
    }
  }

  private List<AddressEntry> hostile(int count, int age) {
    List<AddressEntry> entries = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      entries.add(seen(internet.anyHostile(), age));
    }
    return entries;
  }

  private AddressEntry seen(NetworkAddress address, int age) {
    long now = loop.wallTime().getEpochSecond();
    return new AddressEntry(now - random.nextInt(age), OutboundSlots.SERVICES, address);
  }
}
