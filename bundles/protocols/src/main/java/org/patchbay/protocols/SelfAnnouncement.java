package org.patchbay.protocols;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.session.Session;
import org.patchbay.wire.AddressEntry;

/**
 * Tells one peer where we can be reached (protocol-facts §12.10). Confined to the node loop.
 *
 * <p>Rule: the first time as soon as addresses are exchanged, in a message of its own; from then on
 * at times of a Poisson process of 24 hours among the others, forgetting before what the peer
 * knows. Never while we catch up with the chain. Why alone: a receiver that limits addresses does
 * not drop it for those beside it.
 *
 * <p>Unlike Bitcoin Core, which comes back after a day, the first one waits for an address when
 * there is none yet: an onion service or a gateway's mapping may stand a moment later than the
 * first peers.
 */
final class SelfAnnouncement {
  static final Duration MEAN = Duration.ofHours(24);
  static final Duration LOOK = Duration.ofSeconds(30);

  private final Session session;
  private final AddressQueue queue;
  private final BooleanSupplier catchingUp;
  private boolean begun;
  private boolean first;

  SelfAnnouncement(Session session, AddressQueue queue, BooleanSupplier catchingUp) {
    this.session = session;
    this.queue = queue;
    this.catchingUp = catchingUp;
  }

  /** Addresses are exchanged with an established peer; asked again it does nothing. */
  void begin() {
    if (begun) {
      return;
    }
    begun = true;
    Map<String, PeerView.MessageCount> sent = session.peer().sent();
    first = !sent.containsKey("addr") && !sent.containsKey("addrv2");
    if (first) {
      announce();
    } else {
      session.after(queue.poisson(MEAN), this::announce);
    }
  }

  private void announce() {
    Optional<AddressEntry> entry =
        catchingUp.getAsBoolean() ? Optional.empty() : session.selfAnnouncement();
    if (first && entry.isEmpty() || catchingUp.getAsBoolean()) {
      session.after(LOOK, this::announce);
      return;
    }
    entry.ifPresent(this::tell);
    first = false;
    session.after(queue.poisson(MEAN), this::announce);
  }

  private void tell(AddressEntry entry) {
    if (first) {
      queue.tell(List.of(entry));
    } else {
      queue.forgetKnown();
      queue.add(entry);
    }
  }
}
