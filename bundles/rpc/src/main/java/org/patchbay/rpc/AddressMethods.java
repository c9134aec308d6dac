package org.patchbay.rpc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.patchbay.api.addrbook.AddressBook;
import org.patchbay.api.addrbook.AddressTables;
import org.patchbay.api.rpc.Param;
import org.patchbay.api.rpc.RpcCall;
import org.patchbay.api.rpc.RpcCode;
import org.patchbay.api.rpc.RpcException;
import org.patchbay.api.rpc.RpcMethod;
import org.patchbay.api.rpc.RpcMethods;
import org.patchbay.api.rpc.Shape;
import org.patchbay.wire.AddressEntry;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.NetworkClass;
import org.patchbay.wire.Services;

/** What the node knows of addresses of others (protocol-facts §12). */
@Component
public final class AddressMethods implements RpcMethods {
  private static final String NETWORK = "network";
  private static final int EVERYBODY = 100;
  private static final int MAX_PORT = 0xFFFF;

  /** In the order of Bitcoin Core. */
  static final List<NetworkClass> NETWORKS =
      List.of(
          NetworkClass.IPV4,
          NetworkClass.IPV6,
          NetworkClass.ONION,
          NetworkClass.I2P,
          NetworkClass.CJDNS);

  private final NodeParts parts;

  @Activate
  public AddressMethods(@Reference NodeParts parts) {
    this.parts = parts;
  }

  @Override
  public List<RpcMethod> methods() {
    return List.of(getnodeaddresses(), getaddrmaninfo(), addpeeraddress());
  }

  private RpcMethod getnodeaddresses() {
    return RpcMethod.named("getnodeaddresses", NETWORK)
        .help("Gives addresses of other nodes that are likely to work, in random order.")
        .param(
            Param.defaulted("count", Shape.number("How many at most; 0 for all that are known"), 1))
        .param(
            Param.optional(
                "network",
                Shape.string("Of this network alone: ipv4, ipv6, onion, i2p or cjdns"),
                "all networks"))
        .returns(
            Shape.array(
                "",
                Shape.object(
                    "",
                    Shape.field("time", Shape.time("When the node was last seen")),
                    Shape.field("services", Shape.number("Services that it offers, as bits")),
                    Shape.field("address", Shape.string("Its address")),
                    Shape.field("port", Shape.number("Its port")),
                    Shape.field("network", Shape.string("The network of the address")))))
        .answers(this::getnodeaddresses);
  }

  private List<Map<String, Object>> getnodeaddresses(RpcCall call) {
    int count = call.integer("count");
    if (count < 0) {
      throw new RpcException(RpcCode.INVALID_PARAMETER, "Address count out of range");
    }
    Optional<NetworkClass> only = call.maybeString("network").map(AddressMethods::network);
    AddressBook book = parts.addresses();
    // Of one network alone: enough of all, for the book does not choose by network.
    int most = count == 0 || only.isPresent() ? Integer.MAX_VALUE : count;
    List<AddressEntry> drawn = parts.ask(() -> book.sample(most, EVERYBODY));
    List<Map<String, Object>> rows = new ArrayList<>();
    for (AddressEntry entry : drawn) {
      NetworkAddress address = entry.address();
      if (only.isPresent() && address.network() != only.get()) {
        continue;
      } else if (count > 0 && rows.size() == count) {
        break;
      }
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("time", entry.time());
      row.put("services", Figures.unsigned(entry.services()));
      row.put("address", address.host());
      row.put("port", address.port());
      row.put("network", address.network().label());
      rows.add(row);
    }
    return rows;
  }

  private static NetworkClass network(String name) {
    return NETWORKS.stream()
        .filter(each -> each.label().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () -> new RpcException(RpcCode.INVALID_PARAMETER, "Network not recognized: " + name));
  }

  private RpcMethod getaddrmaninfo() {
    Shape fill =
        Shape.object(
            "Addresses of the network, or of all_networks",
            Shape.field("new", Shape.number("Heard of and not yet tried with success")),
            Shape.field("tried", Shape.number("Known to have worked")),
            Shape.field("total", Shape.number("Both together")));
    return RpcMethod.named("getaddrmaninfo", NETWORK)
        .help("Counts the addresses of other nodes, by network.")
        .returns(Shape.map("", fill))
        .answers(call -> fills());
  }

  private Map<String, Object> fills() {
    AddressBook book = parts.addresses();
    AddressTables tables =
        parts
            .ask(book::tables)
            .orElseThrow(
                () ->
                    new RpcException(
                        RpcCode.CLIENT_P2P_DISABLED, "This address book has no tables"));
    Map<String, Object> rows = new LinkedHashMap<>();
    int fresh = 0;
    int tried = 0;
    for (NetworkClass network : NETWORKS) {
      int heard = tables.fresh().addresses().getOrDefault(network, 0);
      int worked = tables.tried().addresses().getOrDefault(network, 0);
      rows.put(network.label(), fill(heard, worked));
      fresh += heard;
      tried += worked;
    }
    rows.put("all_networks", fill(fresh, tried));
    return rows;
  }

  private static Map<String, Object> fill(int fresh, int tried) {
    Map<String, Object> fill = new LinkedHashMap<>();
    fill.put("new", fresh);
    fill.put("tried", tried);
    fill.put("total", fresh + tried);
    return fill;
  }

  private RpcMethod addpeeraddress() {
    return RpcMethod.named("addpeeraddress", RpcMethod.HIDDEN)
        .help("Stores the address of a node as if that node had told it, for tests.")
        .param(Param.required("address", Shape.string("The address")))
        .param(Param.required("port", Shape.number("The port")))
        .param(
            Param.defaulted("tried", Shape.bool("Whether it is then said to have worked"), false))
        .returns(
            Shape.object(
                "",
                Shape.maybe("error", Shape.string("Where it found no place")),
                Shape.field("success", Shape.bool("Whether it stands where it should"))))
        .answers(this::addpeeraddress);
  }

  private Map<String, Object> addpeeraddress(RpcCall call) {
    int port = call.integer("port");
    if (port < 0 || port > MAX_PORT) {
      throw new RpcException(RpcCode.MISC_ERROR, "JSON integer out of range");
    }
    NetworkAddress address = address(call.string("address"), port);
    AddressBook book = parts.addresses();
    long services = Services.NETWORK | Services.WITNESS;
    long now = parts.loop().wallTime().getEpochSecond();
    boolean tried = call.bool("tried");
    String error = parts.ask(() -> store(book, new AddressEntry(now, services, address), tried));
    Map<String, Object> row = new LinkedHashMap<>();
    if (!error.isEmpty()) {
      row.put("error", error);
    }
    row.put("success", error.isEmpty());
    return row;
  }

  /** What went wrong, on the node loop; the book tells by its counts. */
  private static String store(AddressBook book, AddressEntry entry, boolean tried) {
    if (book.add(List.of(entry), entry.address(), 0) == 0) {
      return "failed-adding-to-new";
    } else if (!tried) {
      return "";
    }
    int before = tried(book);
    book.good(entry.address(), entry.services());
    return tried(book) > before ? "" : "failed-adding-to-tried";
  }

  private static int tried(AddressBook book) {
    return book.tables().map(tables -> tables.tried().taken()).orElse(0);
  }

  private static NetworkAddress address(String text, int port) {
    try {
      boolean bare = text.indexOf(':') >= 0 && !text.startsWith("[");
      return NetworkAddress.parse((bare ? "[" + text + "]" : text) + ":" + port);
    } catch (IllegalArgumentException e) {
      throw new RpcException(RpcCode.CLIENT_INVALID_IP_OR_SUBNET, "Invalid IP address");
    }
  }
}
