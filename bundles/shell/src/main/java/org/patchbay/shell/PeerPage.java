package org.patchbay.shell;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.patchbay.api.peer.Ledger;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.peer.Permission;
import org.patchbay.wire.Services;

/** What {@code peer:show} tells of one peer, live or gone. */
record PeerPage(
    long id,
    String address,
    String type,
    String state,
    String ended,
    String network,
    String group,
    int atHost,
    Quantity.Age connected,
    String agent,
    String version,
    String services,
    String features,
    String transport,
    String session,
    String permissions,
    String height,
    String ping,
    Quantity.Age pingPending,
    Quantity.Age lastReceived,
    Quantity.Age lastSent,
    Quantity.Age lastBlock,
    Quantity.Age lastTransaction,
    String traffic,
    String queues,
    String pauses,
    String cost,
    String gave,
    double score,
    double preference,
    String misbehaviour,
    List<String> notes,
    Table<MessageRow> messages) {
  /**
   * Gathers the page.
   *
   * @param ended why and when the connection ended; empty while it lives
   * @param now the moment the page speaks of: the end of an ended connection
   */
  static PeerPage of(PeerView peer, String ended, long now) {
    return new PeerPage(
        peer.id(),
        peer.address().toString(),
        peer.type().label(),
        peer.state().name().toLowerCase(Locale.ROOT).replace('_', ' '),
        ended,
        peer.network().label(),
        peer.group(),
        peer.peersAtHost(),
        Quantity.Age.since(peer.connectedAt(), now),
        peer.userAgent(),
        peer.protocolVersion() == 0
            ? ""
            : peer.protocolVersion() + " (spoken: " + peer.commonVersion() + ")",
        String.join(" ", Services.names(peer.services())),
        sorted(peer.features()),
        peer.transport(),
        peer.session(),
        permissions(peer.permissions()),
        height(peer.startHeight()) + " at the handshake, " + height(peer.knownHeight()) + " known",
        "last %s, least %s, mean %s, jitter %s"
            .formatted(
                latency(peer.lastPing()),
                latency(peer.minPing()),
                latency(peer.meanPing()),
                latency(peer.pingJitter())),
        Quantity.Age.since(peer.pingPendingSince(), now),
        Quantity.Age.since(peer.lastReceived(), now),
        Quantity.Age.since(peer.lastSent(), now),
        Quantity.Age.since(peer.lastBlockAt(), now),
        Quantity.Age.since(peer.lastTransactionAt(), now),
        "%s in, %s out".formatted(bytes(peer.bytesIn()), bytes(peer.bytesOut())),
        "%s in, %s out%s"
            .formatted(
                bytes(peer.queuedIn()),
                bytes(peer.queuedOut()),
                peer.paused() ? ", not read now" : ""),
        "%d, %s in all".formatted(peer.ledger().pauses(), latency(peer.ledger().pausedTime())),
        "%s of the node loop, %s of the transport"
            .formatted(latency(peer.processingTime()), latency(peer.ledger().ioTime())),
        gave(peer.ledger()),
        peer.score(),
        peer.preference(),
        peer.misbehaviour() + " of 100" + (peer.preferEvict() ? ", evicted before others" : ""),
        peer.notes(),
        MessageRow.table(peer.received(), peer.sent()));
  }

  private static String gave(Ledger ledger) {
    return "%d useful messages (%d blocks, %d transactions), %d useless; first with %d blocks, %d transactions"
        .formatted(
            ledger.usefulMessages(),
            ledger.blocks(),
            ledger.transactions(),
            ledger.uselessMessages(),
            ledger.firstBlocks(),
            ledger.firstTransactions());
  }

  private static String sorted(Collection<String> names) {
    return names.stream().sorted().collect(Collectors.joining(" "));
  }

  static String name(Permission permission) {
    return permission.name().toLowerCase(Locale.ROOT);
  }

  private static String permissions(Set<Permission> permissions) {
    Stream<String> names = permissions.stream().map(PeerPage::name);
    return names.sorted().collect(Collectors.joining(" "));
  }

  private static String height(int height) {
    return height < 0 ? "-" : String.valueOf(height);
  }

  private static Quantity latency(long nanos) {
    return new Quantity.Latency(nanos);
  }

  private static Quantity bytes(long count) {
    return new Quantity.Bytes(count);
  }
}
