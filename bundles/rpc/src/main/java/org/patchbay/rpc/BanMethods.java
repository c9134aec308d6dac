package org.patchbay.rpc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.patchbay.api.bans.Ban;
import org.patchbay.api.bans.BanTarget;
import org.patchbay.api.bans.Suspect;
import org.patchbay.api.rpc.Param;
import org.patchbay.api.rpc.RpcCall;
import org.patchbay.api.rpc.RpcCode;
import org.patchbay.api.rpc.RpcException;
import org.patchbay.api.rpc.RpcMethod;
import org.patchbay.api.rpc.RpcMethods;
import org.patchbay.api.rpc.Shape;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.Subnet;

/**
 * Bans by address and range (protocol-facts §11.4). Those of other kinds, whoever made them, are
 * listed too: all of an autonomous system, or of a network.
 */
@Component
public final class BanMethods implements RpcMethods {
  private static final String NETWORK = "network";
  private static final String ORIGIN = "rpc";
  private static final long DAY = 86_400;

  private final NodeParts parts;

  @Activate
  public BanMethods(@Reference NodeParts parts) {
    this.parts = parts;
  }

  @Override
  public List<RpcMethod> methods() {
    return List.of(setban(), listbanned(), clearbanned());
  }

  private RpcMethod setban() {
    return RpcMethod.named("setban", NETWORK)
        .help("Bans an address or a range, or takes such a ban back.")
        .param(Param.required("subnet", Shape.string("An address, or a range as 10.0.0.0/8")))
        .param(Param.required("command", Shape.string("\"add\" or \"remove\"")))
        .param(
            Param.defaulted(
                "bantime", Shape.number("Seconds that it holds; 0 for a day of 86400"), 0))
        .param(
            Param.defaulted(
                "absolute", Shape.bool("Whether bantime is when it ends, in Unix seconds"), false))
        .returns(Shape.none())
        .answers(this::setban);
  }

  private Object setban(RpcCall call) {
    String command = call.string("command");
    if (!command.equals("add") && !command.equals("remove")) {
      throw new RpcException(RpcCode.MISC_ERROR, setban().usage());
    }
    Subnet subnet = subnet(call.string("subnet"));
    BanTarget target = new BanTarget.Range(subnet);
    if (command.equals("remove")) {
      if (parts.await(parts.bans().remove(ban -> ban.target().equals(target))).isEmpty()) {
        throw new RpcException(
            RpcCode.CLIENT_INVALID_IP_OR_SUBNET,
            "Error: Unban failed. Requested address/subnet was not previously manually banned.");
      }
      return null;
    }
    long now = now();
    boolean range = call.string("subnet").indexOf('/') >= 0;
    if (range ? banned(target, now) : covered(call.string("subnet"), now)) {
      throw new RpcException(RpcCode.CLIENT_NODE_ALREADY_ADDED, "Error: IP/Subnet already banned");
    }
    parts.await(parts.bans().add(List.of(new Ban(target, now, until(call, now), "", ORIGIN))));
    return null;
  }

  private static long until(RpcCall call, long now) {
    long time = call.number("bantime");
    if (!call.bool("absolute")) {
      return time <= 0 ? now + DAY : time > Ban.FOR_EVER - now ? Ban.FOR_EVER : now + time;
    } else if (time < now) {
      throw new RpcException(RpcCode.INVALID_PARAMETER, "Error: Absolute timestamp is in the past");
    }
    return time;
  }

  private static Subnet subnet(String text) {
    try {
      return Subnet.parse(text);
    } catch (IllegalArgumentException e) {
      throw new RpcException(RpcCode.CLIENT_INVALID_IP_OR_SUBNET, "Error: Invalid IP/Subnet");
    }
  }

  private boolean banned(BanTarget target, long now) {
    return parts.bans().all().stream()
        .anyMatch(ban -> ban.target().equals(target) && ban.holds(now));
  }

  private boolean covered(String address, long now) {
    String host =
        address.indexOf(':') >= 0 && !address.startsWith("[") ? "[" + address + "]" : address;
    NetworkAddress one = NetworkAddress.parse(host + ":0");
    OptionalLong as = OptionalLong.empty();
    Optional<Ban> ban = parts.bans().inForce().covering(Suspect.of(one, as), now);
    return ban.isPresent();
  }

  private long now() {
    return parts.loop().wallTime().getEpochSecond();
  }

  private RpcMethod listbanned() {
    return RpcMethod.named("listbanned", NETWORK)
        .help("Lists all bans.")
        .returns(
            Shape.array(
                "",
                Shape.object(
                    "",
                    Shape.field(
                        "address",
                        Shape.string("The range, an autonomous system as AS64496, or a network")),
                    Shape.field("ban_created", Shape.time("When it was made")),
                    Shape.field("banned_until", Shape.time("When it ends")),
                    Shape.field("ban_duration", Shape.number("Seconds from the one to the other")),
                    Shape.field("time_remaining", Shape.number("Seconds that are left of it")))))
        .answers(call -> list());
  }

  private List<Map<String, Object>> list() {
    long now = now();
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Ban ban : parts.bans().all()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("address", ban.target().toString());
      row.put("ban_created", ban.created());
      row.put("banned_until", ban.until());
      row.put("ban_duration", ban.until() - ban.created());
      row.put("time_remaining", ban.until() - now);
      rows.add(row);
    }
    return rows;
  }

  private RpcMethod clearbanned() {
    return RpcMethod.named("clearbanned", NETWORK)
        .help("Takes all bans of addresses and ranges back, whoever made them.")
        .returns(Shape.none())
        .answers(
            call -> {
              parts.await(parts.bans().remove(ban -> ban.target() instanceof BanTarget.Range));
              return null;
            });
  }
}
