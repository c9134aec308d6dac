package org.patchbay.rpc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.patchbay.api.node.Connectivity;
import org.patchbay.api.peer.ConnectionType;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.rpc.Param;
import org.patchbay.api.rpc.RpcCall;
import org.patchbay.api.rpc.RpcCode;
import org.patchbay.api.rpc.RpcException;
import org.patchbay.api.rpc.RpcMethod;
import org.patchbay.api.rpc.RpcMethods;
import org.patchbay.api.rpc.Shape;
import org.patchbay.wire.Network;

/** Connections to nodes that somebody names (protocol-facts §9.1, §17.4). */
@Component
public final class NodeMethods implements RpcMethods {
  private static final String NETWORK = "network";
  private static final int MAX_COMMAND = 12;
  private static final int MAX_MESSAGE = 4_000_000;

  private final NodeParts parts;
  private final AddedNodes added;

  @Activate
  public NodeMethods(@Reference NodeParts parts, @Reference AddedNodes added) {
    this.parts = parts;
    this.added = added;
  }

  @Override
  public List<RpcMethod> methods() {
    return List.of(addnode(), getaddednodeinfo(), addconnection(), sendmsgtopeer());
  }

  private static Shape where() {
    return Shape.string("Address or name of the node, with or without a port");
  }

  private RpcMethod addnode() {
    return RpcMethod.named("addnode", NETWORK)
        .help(
            "Adds a node to those that are kept connected until the node stops (%d at most), removes"
                    .formatted(AddedNodes.MAX)
                + " it from them, or tries to connect to it once.")
        .param(Param.required("node", where()))
        .param(Param.required("command", Shape.string("\"add\", \"remove\" or \"onetry\"")))
        .param(
            Param.optional(
                "v2transport",
                Shape.bool("Whether the encrypted transport is tried first, for add and onetry"),
                "whether the node speaks it"))
        .returns(Shape.none())
        .answers(this::addnode);
  }

  private Object addnode(RpcCall call) {
    String node = call.string("node");
    String command = call.string("command");
    if (!List.of("add", "remove", "onetry").contains(command)) {
      throw new RpcException(RpcCode.MISC_ERROR, addnode().usage());
    }
    boolean encrypts = encrypts(call);
    switch (command) {
      case "onetry" -> open(node, ConnectionType.MANUAL, encrypts);
      case "add" -> add(node, encrypts);
      default -> remove(node);
    }
    return null;
  }

  private void remove(String node) {
    if (!added.remove(node)) {
      throw new RpcException(
          RpcCode.CLIENT_NODE_NOT_ADDED,
          "Error: Node could not be removed. It has not been added previously.");
    }
  }

  private void add(String node, boolean encrypts) {
    HostText place = place(node);
    boolean there = added.all().stream().anyMatch(each -> place(each).equals(place));
    if (added.all().size() >= AddedNodes.MAX) {
      throw new RpcException(
          RpcCode.CLIENT_NODE_CAPACITY_REACHED,
          "Error: %d nodes are added already".formatted(AddedNodes.MAX));
    } else if (there || !added.add(node, encrypts)) {
      throw new RpcException(RpcCode.CLIENT_NODE_ALREADY_ADDED, "Error: Node already added");
    }
  }

  private boolean encrypts(RpcCall call) {
    boolean speaks = connectivity().standing().encrypts();
    boolean wanted = call.has("v2transport") ? call.bool("v2transport") : speaks;
    if (wanted && !speaks) {
      throw new RpcException(
          RpcCode.INVALID_PARAMETER,
          "Error: v2transport requested but not enabled (see -v2transport)");
    }
    return wanted;
  }

  /** Whether it stands is seen later: nobody waits for it. */
  private void open(String at, ConnectionType type, boolean encrypts) {
    place(at);
    connectivity().open(at, type, encrypts);
  }

  private Connectivity connectivity() {
    return parts.node().connectivity();
  }

  private HostText place(String text) {
    try {
      return HostText.parse(text, parts.environment().network().port());
    } catch (IllegalArgumentException e) {
      throw new RpcException(RpcCode.INVALID_PARAMETER, e.getMessage());
    }
  }

  private RpcMethod getaddednodeinfo() {
    Shape address =
        Shape.object(
            "",
            Shape.field("address", Shape.string("Address and port of the connection")),
            Shape.field("connected", Shape.string("\"inbound\" or \"outbound\"")));
    return RpcMethod.named("getaddednodeinfo", NETWORK)
        .help("Tells of a node that was added, or of all of them; of those tried once nothing.")
        .param(Param.optional("node", Shape.string("The node, as it was added"), "all nodes"))
        .returns(
            Shape.array(
                "",
                Shape.object(
                    "",
                    Shape.field("addednode", Shape.string("The node, as it was added")),
                    Shape.field("connected", Shape.bool("Whether a connection stands")),
                    Shape.field("addresses", Shape.array("Where, if it stands", address)))))
        .answers(this::getaddednodeinfo);
  }

  private List<Map<String, Object>> getaddednodeinfo(RpcCall call) {
    List<String> nodes = added.all();
    if (call.has("node")) {
      String one = call.string("node");
      if (!nodes.contains(one)) {
        throw new RpcException(RpcCode.CLIENT_NODE_NOT_ADDED, "Error: Node has not been added.");
      }
      nodes = List.of(one);
    }
    Map<String, Long> standing = connectivity().named();
    List<PeerView> peers = parts.node().peers();
    List<Map<String, Object>> rows = new ArrayList<>();
    for (String node : nodes) {
      String at = HostText.parse(node, parts.environment().network().port()).toString();
      rows.add(row(node, peer(at, standing.get(at), peers)));
    }
    return rows;
  }

  /** The peer of a name, or one that connected to us from the very address. */
  private static Optional<PeerView> peer(String at, Long id, List<PeerView> peers) {
    return peers.stream()
        .filter(peer -> id != null ? peer.id() == id : peer.address().toString().equals(at))
        .findFirst();
  }

  private static Map<String, Object> row(String node, Optional<PeerView> peer) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("addednode", node);
    row.put("connected", peer.isPresent());
    List<Map<String, Object>> addresses = new ArrayList<>();
    peer.ifPresent(
        there -> {
          Map<String, Object> address = new LinkedHashMap<>();
          address.put("address", there.address().toString());
          address.put("connected", there.type().outbound() ? "outbound" : "inbound");
          addresses.add(address);
        });
    row.put("addresses", addresses);
    return row;
  }

  private RpcMethod addconnection() {
    return RpcMethod.named("addconnection", RpcMethod.HIDDEN)
        .help("Opens a connection of a given type, on regtest, for tests.")
        .param(Param.required("address", where()))
        .param(
            Param.required(
                "connection_type",
                Shape.string("outbound-full-relay, block-relay-only, addr-fetch or feeler")))
        .param(
            Param.required(
                "v2transport", Shape.bool("Whether the encrypted transport is tried first")))
        .returns(
            Shape.object(
                "",
                Shape.field("address", where()),
                Shape.field("connection_type", Shape.string("Its type"))))
        .answers(this::addconnection);
  }

  private Map<String, Object> addconnection(RpcCall call) {
    if (parts.environment().network() != Network.REGTEST) {
      throw new RpcException(
          RpcCode.MISC_ERROR, "addconnection is for regression testing (-regtest mode) only.");
    }
    String label = call.string("connection_type").strip();
    ConnectionType type =
        List.of(
                ConnectionType.OUTBOUND_FULL_RELAY,
                ConnectionType.BLOCK_RELAY_ONLY,
                ConnectionType.ADDR_FETCH,
                ConnectionType.FEELER)
            .stream()
            .filter(each -> each.label().equals(label))
            .findFirst()
            .orElseThrow(
                () -> new RpcException(RpcCode.INVALID_PARAMETER, addconnection().usage()));
    open(call.string("address"), type, encrypts(call));
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("address", call.string("address"));
    row.put("connection_type", label);
    return row;
  }

  private RpcMethod sendmsgtopeer() {
    return RpcMethod.named("sendmsgtopeer", RpcMethod.HIDDEN)
        .help("Sends a message to a peer, whatever it is, for tests.")
        .param(Param.required("peer_id", Shape.number("The peer")))
        .param(Param.required("msg_type", Shape.string("Command, 12 characters at most")))
        .param(Param.required("msg", Shape.hex("Payload, without a header")))
        .returns(Shape.object(""))
        .answers(this::sendmsgtopeer);
  }

  private Map<String, Object> sendmsgtopeer(RpcCall call) {
    String command = call.string("msg_type");
    if (command.length() > MAX_COMMAND) {
      throw new RpcException(
          RpcCode.INVALID_PARAMETER, "Error: msg_type too long, max length is " + MAX_COMMAND);
    }
    byte[] payload;
    try {
      payload = call.bytes("msg");
    } catch (RpcException e) {
      throw new RpcException(RpcCode.INVALID_PARAMETER, "Error parsing input for msg");
    }
    if (!command.matches("[\\x20-\\x7e]+") || payload.length > MAX_MESSAGE) {
      throw new RpcException(
          RpcCode.INVALID_PARAMETER,
          "a message has a printable type and at most %d bytes".formatted(MAX_MESSAGE));
    }
    boolean sent = parts.await(connectivity().send(call.number("peer_id"), command, payload));
    if (!sent) {
      throw new RpcException(RpcCode.MISC_ERROR, "Error: Could not send message to peer");
    }
    return Map.of();
  }
}
