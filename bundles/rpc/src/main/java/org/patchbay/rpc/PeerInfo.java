package org.patchbay.rpc;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.patchbay.api.peer.Figure;
import org.patchbay.api.peer.PeerDetail;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.peer.Permission;
import org.patchbay.api.rpc.Amount;
import org.patchbay.api.rpc.Shape;
import org.patchbay.wire.NetworkClass;
import org.patchbay.wire.Services;

/**
 * One peer as {@code getpeerinfo} tells it (protocol-facts §17.1).
 *
 * <p>Left out, since it would have to be made up: {@code last_inv_sequence}, for the pool has no
 * such numbers; and what belongs to a protocol whose bundle is not there.
 */
final class PeerInfo {
  /** Of one peer, about. */
  private static final int FIELDS = 42;

  private final Instant wall;
  private final long now;

  /**
   * At one moment.
   *
   * @param now loop time of it
   */
  PeerInfo(Instant wall, long now) {
    this.wall = wall;
    this.now = now;
  }

  static Shape shape() {
    return Shape.object(
        "",
        Shape.field("id", Shape.number("Number of the peer, never used again")),
        Shape.field("addr", Shape.string("Address and port of the other end")),
        Shape.maybe("addrbind", Shape.string("Address and port of our end")),
        Shape.maybe("addrlocal", Shape.string("Address and port at which it sees us")),
        Shape.field(
            "network", Shape.string("ipv4, ipv6, onion, i2p, cjdns or not_publicly_routable")),
        Shape.maybe("mapped_as", Shape.number("Autonomous system that announces its address")),
        Shape.field("services", Shape.hex("Services that it offers, as bits")),
        Shape.field("servicesnames", Shape.array("The same by name", Shape.string(""))),
        Shape.field("relaytxes", Shape.bool("Whether it wants transactions")),
        Shape.maybe("inv_to_send", Shape.number("Transactions that it is yet to be told of")),
        Shape.field("lastsend", Shape.time("When a byte was last sent")),
        Shape.field("lastrecv", Shape.time("When a byte was last received")),
        Shape.field(
            "last_transaction",
            Shape.time("When it last gave a transaction that was accepted; 0 for never")),
        Shape.field(
            "last_block", Shape.time("When it last gave a block that was new; 0 for never")),
        Shape.field("bytessent", Shape.number("Bytes sent")),
        Shape.field("bytesrecv", Shape.number("Bytes received")),
        Shape.field("conntime", Shape.time("When it was connected")),
        Shape.field("timeoffset", Shape.number("Seconds by which its clock is ahead of ours")),
        Shape.maybe("pingtime", Shape.number("Seconds of the last round trip")),
        Shape.maybe("minping", Shape.number("Seconds of the shortest round trip")),
        Shape.maybe("pingwait", Shape.number("Seconds since a ping that has no answer yet")),
        Shape.field("version", Shape.number("Protocol version; 0 before its version message")),
        Shape.field("subver", Shape.string("User agent")),
        Shape.field("inbound", Shape.bool("Whether it opened the connection")),
        Shape.maybe("bip152_hb_to", Shape.bool("Whether we have it send compact blocks unasked")),
        Shape.maybe("bip152_hb_from", Shape.bool("Whether it has us send compact blocks unasked")),
        Shape.maybe(
            "presynced_headers",
            Shape.number("Height of a header download that proves its work first; -1 for none")),
        Shape.maybe(
            "synced_headers", Shape.number("Height of its best header that we know; -1 for none")),
        Shape.maybe(
            "synced_blocks", Shape.number("Height of the last block that both have; -1 for none")),
        Shape.field(
            "inflight",
            Shape.array("Heights of blocks that it was asked for", Shape.number("Height"))),
        Shape.maybe("addr_relay_enabled", Shape.bool("Whether addresses are relayed with it")),
        Shape.maybe("addr_processed", Shape.number("Addresses of it that were looked at")),
        Shape.maybe("addr_rate_limited", Shape.number("Addresses of it beyond its rate")),
        Shape.field("permissions", Shape.array("What it is allowed", Shape.string(""))),
        Shape.maybe(
            "minfeefilter", Shape.amount("Lowest fee rate that it takes, in bitcoin per kvB")),
        Shape.field(
            "bytessent_per_msg", Shape.map("Bytes sent by type of message", Shape.number(""))),
        Shape.field(
            "bytesrecv_per_msg",
            Shape.map("Bytes received by type; *other* for unknown ones", Shape.number(""))),
        Shape.field("connection_type", Shape.string("How the connection came to be")),
        Shape.field("transport_protocol_type", Shape.string("detecting, v1 or v2")),
        Shape.field("session_id", Shape.string("Of the encrypted transport, in hex; else empty")));
  }

  /** The peer. */
  Map<String, Object> of(PeerDetail detail) {
    PeerView peer = detail.peer();
    Row row = new Row(FIELDS);
    row.add("id", peer.id());
    row.add("addr", peer.address().toString());
    detail.bound().ifPresent(at -> row.add("addrbind", Figures.text(at)));
    detail.seesUsAs().ifPresent(at -> row.add("addrlocal", at.toString()));
    row.add("network", network(peer).label());
    if (peer.autonomousSystem() != 0) {
      row.add("mapped_as", peer.autonomousSystem());
    }
    row.add("services", Figures.hex16(peer.services()));
    row.add("servicesnames", Services.names(peer.services()));
    row.add("relaytxes", peer.relaysTransactions());
    count(row, "inv_to_send", detail, Figure.INV_TO_SEND);
    row.add("lastsend", unix(peer.lastSent()));
    row.add("lastrecv", unix(peer.lastReceived()));
    row.add("last_transaction", unix(peer.lastTransactionAt()));
    row.add("last_block", unix(peer.lastBlockAt()));
    row.add("bytessent", peer.bytesOut());
    row.add("bytesrecv", peer.bytesIn());
    row.add("conntime", unix(peer.connectedAt()));
    row.add("timeoffset", peer.clockOffset().orElse(0));
    pings(row, peer);
    row.add("version", peer.protocolVersion());
    row.add("subver", peer.userAgent());
    row.add("inbound", !peer.type().outbound());
    chain(row, detail);
    addresses(row, detail);
    row.add("permissions", permissions(peer));
    figure(detail, Figure.FEE_FILTER).ifPresent(rate -> row.add("minfeefilter", Amount.of(rate)));
    row.add("bytessent_per_msg", bytes(peer.sent()));
    row.add("bytesrecv_per_msg", bytes(peer.received()));
    row.add("connection_type", peer.type().label());
    row.add("transport_protocol_type", transport(peer));
    row.add("session_id", peer.session());
    return row;
  }

  /** As Bitcoin Core has it, this machine is no network; who came through Tor is of Tor. */
  private static NetworkClass network(PeerView peer) {
    return peer.network() == NetworkClass.ONION
        ? NetworkClass.ONION
        : peer.address().networkClass();
  }

  private long unix(long at) {
    return Figures.unix(at, wall, now);
  }

  private void pings(Row row, PeerView peer) {
    if (peer.lastPing() > 0) {
      row.add("pingtime", Figures.seconds(peer.lastPing()));
    }
    if (peer.minPing() >= 0) {
      row.add("minping", Figures.seconds(peer.minPing()));
    }
    if (peer.pingPendingSince() >= 0 && now > peer.pingPendingSince()) {
      row.add("pingwait", Figures.seconds(now - peer.pingPendingSince()));
    }
  }

  private static void chain(Row row, PeerDetail detail) {
    truth(row, "bip152_hb_to", detail, Figure.HIGH_BANDWIDTH_TO);
    truth(row, "bip152_hb_from", detail, Figure.HIGH_BANDWIDTH_FROM);
    count(row, "presynced_headers", detail, Figure.PRESYNCED_HEADERS);
    count(row, "synced_headers", detail, Figure.SYNCED_HEADERS);
    count(row, "synced_blocks", detail, Figure.SYNCED_BLOCKS);
    row.add("inflight", detail.inFlight());
  }

  private static void addresses(Row row, PeerDetail detail) {
    truth(row, "addr_relay_enabled", detail, Figure.ADDRESS_RELAY);
    count(row, "addr_processed", detail, Figure.ADDRESSES_PROCESSED);
    count(row, "addr_rate_limited", detail, Figure.ADDRESSES_RATE_LIMITED);
  }

  private static void truth(Row row, String name, PeerDetail detail, Figure figure) {
    figure(detail, figure).ifPresent(value -> row.add(name, value != 0));
  }

  private static void count(Row row, String name, PeerDetail detail, Figure figure) {
    figure(detail, figure).ifPresent(value -> row.add(name, value));
  }

  private static Optional<Long> figure(PeerDetail detail, Figure figure) {
    return Optional.ofNullable(detail.figures().get(figure));
  }

  /** In Bitcoin Core's order. */
  private static List<String> permissions(PeerView peer) {
    List<String> names = new ArrayList<>();
    for (Permission each :
        List.of(
            Permission.BLOOMFILTER,
            Permission.NOBAN,
            Permission.FORCERELAY,
            Permission.RELAY,
            Permission.MEMPOOL,
            Permission.DOWNLOAD,
            Permission.ADDR)) {
      if (peer.permissions().contains(each)) {
        names.add(each.name().toLowerCase(Locale.ROOT));
      }
    }
    return names;
  }

  /** By name. */
  private static Map<String, Object> bytes(Map<String, PeerView.MessageCount> counts) {
    Row bytes = new Row(counts.size());
    for (String command : sorted(counts.keySet())) {
      long count = counts.get(command).bytes();
      if (count > 0) {
        bytes.add(command, count);
      }
    }
    return bytes;
  }

  private static String[] sorted(Set<String> commands) {
    String[] sorted = commands.toArray(String[]::new);
    Arrays.sort(sorted);
    return sorted;
  }

  private static String transport(PeerView peer) {
    String transport = peer.transport();
    return transport.startsWith("v1") || transport.startsWith("v2")
        ? transport.substring(0, 2)
        : "detecting";
  }
}
