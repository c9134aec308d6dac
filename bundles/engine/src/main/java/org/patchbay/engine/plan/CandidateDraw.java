package org.patchbay.engine.plan;

import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import org.patchbay.api.addrbook.AddressBook;
import org.patchbay.wire.AddressEntry;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.NetworkClass;
import org.patchbay.wire.Services;

/**
 * To which address a connection is opened (protocol-facts §9.2, §9.3). Confined to the node loop.
 *
 * <p>Rule: up to 100 draws from the address book, which chooses by secret chance (§12.6). One is
 * passed over when a lasting peer is in its group, when it was tried within 10 minutes (in the
 * first 29 draws), when it does not offer what is needed, when its port is another service's (in
 * the first 49), and when it may not be opened or an operator named it. A feeler takes what waits
 * for a test (§12.5) or what never worked, whatever its group.
 *
 * <p>Why: whoever holds many addresses in few networks would fill all slots. Nothing but the draws
 * thins out an address that failed: no back-off of ours removes one from the choice.
 */
public final class CandidateDraw {
  static final int DRAWS = 100;
  static final int STRICT_ABOUT_TIME = 30;
  static final int STRICT_ABOUT_PORT = 50;
  static final long AGAIN_SECONDS = 600;

  /** After so long a failed test counts against an address that is in another's place (§12.5). */
  static final long VERDICT_SECONDS = 60;

  private final AddressBook book;
  private final Standpoint node;

  /** What the draw asks of the node it draws for. */
  public interface Standpoint {
    /** Whether it is a place that can be dialled, and none of our own. */
    boolean dialable(NetworkAddress address);

    /** Neither banned nor discouraged, and nothing connected or connecting to its host (§9.3). */
    boolean openable(NetworkAddress address);

    /** Whether a connection to its host stands. */
    boolean connected(NetworkAddress address);

    /** Whether an operator named it: such a peer takes no slot of the plan. */
    boolean named(NetworkAddress address);

    /** Whether our tip is so recent that a peer with the last 288 blocks will do (§4.2). */
    boolean nearTip();
  }

  /** Draws of a book. */
  public CandidateDraw(AddressBook book, Standpoint node) {
    this.book = book;
    this.node = node;
  }

  /**
   * An address for an opening.
   *
   * @param now unix seconds
   */
  public Optional<AddressEntry> draw(Opening opening, Outbounds outbounds, long now) {
    boolean feeler = opening.purpose() == Purpose.FEELER;
    book.resolveCollisions();
    for (int draw = 1; draw <= DRAWS; draw++) {
      Optional<AddressEntry> drawn =
          feeler ? untested(opening.networks(), now) : book.select(opening.networks());
      if (drawn.isEmpty() || !node.dialable(drawn.get().address())) {
        return Optional.empty();
      }
      AddressEntry entry = drawn.get();
      NetworkAddress address = entry.address();
      if (opening.networks().contains(address.network())
          && (feeler || !outbounds.inGroupOf(address))
          && (draw >= STRICT_ABOUT_TIME || now - book.lastTry(address) >= AGAIN_SECONDS)
          && (feeler ? full(entry.services()) : desirable(entry.services()))
          && (draw >= STRICT_ABOUT_PORT || !badPort(address))
          && !node.named(address)
          && node.openable(address)) {
        return drawn;
      }
    }
    return Optional.empty();
  }

  /**
   * What stands in the way of an address that worked; proven already where we are connected. One
   * that failed a moment ago gives way soon: tests that come more often than that go elsewhere.
   */
  private Optional<AddressEntry> untested(Set<NetworkClass> networks, long now) {
    Optional<AddressEntry> old = book.selectTriedCollision();
    if (old.isPresent() && node.connected(old.get().address())) {
      book.good(old.get().address(), old.get().services());
      old = Optional.empty();
    }
    old = old.filter(each -> now - book.lastTry(each.address()) > VERDICT_SECONDS);
    return old.isPresent() ? old : book.selectNew(networks);
  }

  /**
   * The last of the anchors that will still do; those passed over are taken off too (§9.2, §9.11).
   */
  public Optional<AddressEntry> drawAnchor(
      Deque<AddressEntry> anchors, Set<NetworkClass> reachable, Outbounds outbounds) {
    while (!anchors.isEmpty()) {
      AddressEntry entry = anchors.removeLast();
      NetworkAddress address = entry.address();
      if (node.dialable(address)
          && reachable.contains(address.network())
          && desirable(entry.services())
          && !outbounds.inGroupOf(address)
          && node.openable(address)) {
        return Optional.of(entry);
      }
    }
    return Optional.empty();
  }

  private boolean desirable(long services) {
    boolean blocks =
        (services & Services.NETWORK) != 0
            || (services & Services.NETWORK_LIMITED) != 0 && node.nearTip();
    return blocks && (services & Services.WITNESS) != 0;
  }

  private static boolean full(long services) {
    return (services & (Services.NETWORK | Services.NETWORK_LIMITED)) != 0;
  }

  private static boolean badPort(NetworkAddress address) {
    return Outbounds.grouped(address) && BadPorts.contains(address.port());
  }
}
