package org.patchbay.rpc;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.patchbay.api.health.Health;
import org.patchbay.api.health.HealthCheck;
import org.patchbay.api.local.LocalAddresses;
import org.patchbay.api.node.Connectivity;
import org.patchbay.api.node.Node;
import org.patchbay.api.peer.PeerDetail;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.rpc.Amount;
import org.patchbay.api.rpc.Param;
import org.patchbay.api.rpc.RpcCall;
import org.patchbay.api.rpc.RpcCode;
import org.patchbay.api.rpc.RpcException;
import org.patchbay.api.rpc.RpcMethod;
import org.patchbay.api.rpc.RpcMethods;
import org.patchbay.api.rpc.Shape;
import org.patchbay.api.session.Pings;
import org.patchbay.api.session.UploadLimit;
import org.patchbay.wire.ProtocolVersion;
import org.patchbay.wire.Services;

/** The peers, and how the node stands to the network (protocol-facts §17). */
@Component
public final class NetworkMethods implements RpcMethods {
  private static final String NETWORK = "network";

  /** Satoshi per 1000 virtual bytes (protocol-facts §13.9). */
  private static final long LEAST_RATE = 100;

  private final NodeParts parts;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile Pings pings;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile UploadLimit upload;

  @Activate
  public NetworkMethods(@Reference NodeParts parts) {
    this.parts = parts;
  }

  @Override
  public List<RpcMethod> methods() {
    return List.of(
        getpeerinfo(),
        getconnectioncount(),
        ping(),
        disconnectnode(),
        setnetworkactive(),
        getnettotals(),
        getnetworkinfo());
  }

  private RpcMethod getpeerinfo() {
    return RpcMethod.named("getpeerinfo", NETWORK)
        .help("Tells of each peer that is connected.")
        .returns(Shape.array("", PeerInfo.shape()))
        .answers(call -> peers());
  }

  private List<Map<String, Object>> peers() {
    List<PeerDetail> details = parts.node().connectivity().details();
    PeerInfo info = new PeerInfo(parts.loop().wallTime(), parts.loop().now());
    return details.stream().map(info::of).toList();
  }

  private RpcMethod getconnectioncount() {
    return RpcMethod.named("getconnectioncount", NETWORK)
        .help("Counts the connections.")
        .returns(Shape.number("Peers"))
        .answers(call -> parts.node().totals().connected());
  }

  private RpcMethod ping() {
    return RpcMethod.named("ping", NETWORK)
        .help(
            "Has every peer pinged now; getpeerinfo tells the round trips, which count what waits"
                + " before them at the other end too.")
        .returns(Shape.none())
        .answers(
            call -> {
              Pings all = pings;
              if (all == null) {
                throw new RpcException(
                    RpcCode.CLIENT_P2P_DISABLED,
                    "The ping protocol (bundle protocols) is not there");
              }
              parts.loop().execute(all::all);
              return null;
            });
  }

  private RpcMethod disconnectnode() {
    return RpcMethod.named("disconnectnode", NETWORK)
        .help(
            "Ends the connection of one peer, named by its address or by its id; beside an id the"
                + " address is left out or empty.")
        .param(
            Param.optional("address", Shape.string("Address and port, as in getpeerinfo"), "by id"))
        .param(Param.optional("nodeid", Shape.number("Id, as in getpeerinfo"), "by address"))
        .returns(Shape.none())
        .answers(this::disconnectnode);
  }

  private Object disconnectnode(RpcCall call) {
    Node node = parts.node();
    Optional<String> address = call.maybeString("address");
    Optional<PeerView> peer;
    if (address.isPresent() && !call.has("nodeid")) {
      peer =
          node.peers().stream()
              .filter(each -> each.address().toString().equals(address.get()))
              .findFirst();
    } else if (call.has("nodeid") && address.filter(text -> !text.isEmpty()).isEmpty()) {
      peer = node.peer(call.number("nodeid"));
    } else {
      throw new RpcException(
          RpcCode.INVALID_PARAMS, "Only one of address and nodeid should be provided.");
    }
    boolean dropped =
        peer.isPresent()
            && parts.await(node.drop(peer.get().id(), "disconnectnode of " + call.user()));
    if (!dropped) {
      throw new RpcException(
          RpcCode.CLIENT_NODE_NOT_CONNECTED, "Node not found in connected nodes");
    }
    return null;
  }

  private RpcMethod setnetworkactive() {
    return RpcMethod.named("setnetworkactive", NETWORK)
        .help("Switches all of the network off, or on again; a restart switches it on.")
        .param(Param.required("state", Shape.bool("Whether it is on")))
        .returns(Shape.bool("Whether it is on now"))
        .answers(
            call -> {
              Connectivity connectivity = parts.node().connectivity();
              parts.await(connectivity.activate(call.bool("state")));
              return connectivity.standing().active();
            });
  }

  private RpcMethod getnettotals() {
    return RpcMethod.named("getnettotals", NETWORK)
        .help("Tells how many bytes went over the wire, in all and against the upload target.")
        .returns(
            Shape.object(
                "",
                Shape.field("totalbytesrecv", Shape.number("Bytes received")),
                Shape.field("totalbytessent", Shape.number("Bytes sent")),
                Shape.field("timemillis", Shape.number("Unix milliseconds")),
                Shape.maybe(
                    "uploadtarget",
                    Shape.object(
                        "What is given of old blocks",
                        Shape.field("timeframe", Shape.number("Seconds of a cycle")),
                        Shape.field("target", Shape.number("Bytes in a cycle; 0 for no limit")),
                        Shape.field("target_reached", Shape.bool("Whether it is used up")),
                        Shape.field(
                            "serve_historical_blocks", Shape.bool("Whether old blocks are given")),
                        Shape.field(
                            "bytes_left_in_cycle", Shape.number("Bytes until it is used up")),
                        Shape.field(
                            "time_left_in_cycle", Shape.number("Seconds until the next cycle"))))))
        .answers(call -> totals());
  }

  private Map<String, Object> totals() {
    Node.Totals totals = parts.node().totals();
    Instant wall = parts.loop().wallTime();
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("totalbytesrecv", totals.bytesIn());
    row.put("totalbytessent", totals.bytesOut());
    row.put("timemillis", wall.toEpochMilli());
    UploadLimit limit = upload;
    if (limit != null) {
      UploadLimit.State state = parts.ask(() -> limit.state(parts.loop().now()));
      long left = Math.max(0, state.target() - state.sent());
      Map<String, Object> target = new LinkedHashMap<>();
      target.put("timeframe", state.cycle());
      target.put("target", state.target());
      target.put("target_reached", state.target() > 0 && left == 0);
      target.put("serve_historical_blocks", state.servesOld());
      target.put("bytes_left_in_cycle", left);
      target.put("time_left_in_cycle", state.left());
      row.put("uploadtarget", target);
    }
    return row;
  }

  private RpcMethod getnetworkinfo() {
    Shape network =
        Shape.object(
            "",
            Shape.field("name", Shape.string("ipv4, ipv6, onion, i2p or cjdns")),
            Shape.field("limited", Shape.bool("Whether it is left out")),
            Shape.field("reachable", Shape.bool("Whether connections are opened into it")),
            Shape.field("proxy", Shape.string("Proxy through which; empty for none")),
            Shape.field(
                "proxy_randomize_credentials",
                Shape.bool("Whether each connection through it has credentials of its own")));
    Shape local =
        Shape.object(
            "",
            Shape.field("address", Shape.string("Address at which others reach this node")),
            Shape.field("port", Shape.number("Its port")),
            Shape.field("score", Shape.number("How sure it is")));
    return RpcMethod.named("getnetworkinfo", NETWORK)
        .help("Tells how the node stands to the network.")
        .returns(
            Shape.object(
                "",
                Shape.field(
                    "version",
                    Shape.number("Of this product: 10000 × major + 100 × minor + patch")),
                Shape.field("subversion", Shape.string("User agent")),
                Shape.field("protocolversion", Shape.number("Protocol version")),
                Shape.field("localservices", Shape.hex("Services that are served, as bits")),
                Shape.field(
                    "localservicesnames", Shape.array("The same by name", Shape.string(""))),
                Shape.field("localrelay", Shape.bool("Whether transactions are relayed")),
                Shape.field(
                    "timeoffset",
                    Shape.number("Median of the seconds by which outbound peers are ahead of us")),
                Shape.field("networkactive", Shape.bool("Whether the network is switched on")),
                Shape.field("connections", Shape.number("Connections")),
                Shape.field("connections_in", Shape.number("Those that others opened")),
                Shape.field("connections_out", Shape.number("Those that we opened")),
                Shape.field("networks", Shape.array("Each network", network)),
                Shape.maybe(
                    "relayfee",
                    Shape.amount("Lowest fee rate that is relayed, in bitcoin per kvB")),
                Shape.maybe(
                    "incrementalfee",
                    Shape.amount("By which the lowest rate rises when the pool is full")),
                Shape.field("localaddresses", Shape.array("Own addresses", local)),
                Shape.field(
                    "warnings",
                    Shape.array("What health checks find, one line each", Shape.string("")))))
        .answers(call -> networkInfo());
  }

  private Map<String, Object> networkInfo() {
    Connectivity.Standing standing = parts.node().connectivity().standing();
    List<PeerView> peers = parts.node().peers();
    Node.Totals totals = parts.node().totals();
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("version", version(parts.environment().version()));
    row.put("subversion", standing.userAgent());
    row.put("protocolversion", ProtocolVersion.WTXID_RELAY);
    row.put("localservices", Figures.hex16(standing.services()));
    row.put("localservicesnames", Services.names(standing.services()));
    row.put("localrelay", standing.relays());
    row.put("timeoffset", median(peers));
    row.put("networkactive", standing.active());
    row.put("connections", totals.connected());
    row.put("connections_in", totals.inbound());
    row.put("connections_out", totals.outbound());
    row.put("networks", standing.networks().stream().map(NetworkMethods::reach).toList());
    parts
        .mempool()
        .ifPresent(
            pool -> {
              row.put("relayfee", Amount.of(LEAST_RATE));
              row.put("incrementalfee", Amount.of(LEAST_RATE));
            });
    row.put("localaddresses", parts.local().map(NetworkMethods::local).orElse(List.of()));
    row.put("warnings", warnings());
    return row;
  }

  /** Of {@code 1.2.3} and what may follow it. */
  static int version(String text) {
    int version = 0;
    String[] numbers = text.split("[^0-9]+");
    for (int i = 0; i < 3; i++) {
      version *= 100;
      version += i < numbers.length && !numbers[i].isEmpty() ? Integer.parseInt(numbers[i]) : 0;
    }
    return version;
  }

  private static long median(List<PeerView> peers) {
    long[] offsets =
        peers.stream()
            .filter(peer -> peer.type().outbound() && peer.clockOffset().isPresent())
            .mapToLong(peer -> peer.clockOffset().getAsLong())
            .sorted()
            .toArray();
    return offsets.length == 0 ? 0 : offsets[offsets.length / 2];
  }

  private static Map<String, Object> reach(Connectivity.Reach reach) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", reach.network().label());
    row.put("limited", !reach.reachable());
    row.put("reachable", reach.reachable());
    row.put("proxy", reach.proxy());
    row.put("proxy_randomize_credentials", reach.isolated());
    return row;
  }

  private static List<Map<String, Object>> local(LocalAddresses own) {
    List<Map<String, Object>> rows = new ArrayList<>();
    own.list()
        .forEach(
            each -> {
              Map<String, Object> row = new LinkedHashMap<>();
              row.put("address", each.address().host());
              row.put("port", each.address().port());
              row.put("score", each.score());
              rows.add(row);
            });
    return rows;
  }

  private List<String> warnings() {
    Health monitor = parts.health;
    return monitor == null
        ? List.of()
        : monitor.states().stream()
            .filter(state -> state.finding().severity() != HealthCheck.Severity.OK)
            .map(
                state ->
                    "%s (%s): %s"
                        .formatted(
                            state.name(),
                            state.finding().severity().name().toLowerCase(Locale.ROOT),
                            state.finding().detail()))
            .toList();
  }
}
