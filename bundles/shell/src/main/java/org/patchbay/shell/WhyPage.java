package org.patchbay.shell;

import java.util.Locale;
import java.util.stream.Collectors;
import org.patchbay.api.node.Footing;
import org.patchbay.api.peer.PeerView;

/** What {@code peer:why} tells of one live peer. */
record WhyPage(
    long id,
    String address,
    String type,
    String network,
    String because,
    String slot,
    String eviction,
    String permissions,
    String misbehaviour,
    String discouraged,
    String banned) {
  static WhyPage of(PeerView peer, Footing footing) {
    return new WhyPage(
        peer.id(),
        peer.address().toString(),
        peer.type().label(),
        peer.network().label(),
        footing.asked(),
        footing.slots() < 0
            ? "%d connected of its type".formatted(footing.taken())
            : "%d of %d slots of its type taken".formatted(footing.taken(), footing.slots()),
        eviction(footing),
        peer.permissions().stream()
            .map(each -> each.name().toLowerCase(Locale.ROOT))
            .sorted()
            .collect(Collectors.joining(" ")),
        peer.misbehaviour() + " of 100" + (peer.preferEvict() ? ", evicted before others" : ""),
        footing.discouraged() ? "its address is" : "no",
        footing.banned() ? "its address is, and it is exempt" : "no");
  }

  private static String eviction(Footing footing) {
    return switch (footing.hold()) {
      case EXEMPT -> "does not concern it";
      case GOES -> "it would go if an inbound slot were needed now";
      case STAYS -> footing.kept().isEmpty() ? "others would go before it" : footing.kept();
    };
  }
}
