package org.patchbay.rpc;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.patchbay.api.rpc.Param;
import org.patchbay.api.rpc.RpcCall;
import org.patchbay.api.rpc.RpcCode;
import org.patchbay.api.rpc.RpcException;
import org.patchbay.api.rpc.RpcMethod;
import org.patchbay.api.rpc.RpcMethods;
import org.patchbay.api.rpc.Shape;

/**
 * What is written to the log in detail, by Bitcoin Core's categories as far as there is something
 * of the kind here, and by those of the parts that Core does not have.
 */
@Component
public final class LoggingMethods implements RpcMethods {
  private static final Set<String> ALL = Set.of("all", "1", "");

  /** Categories and the packages whose loggers they are. */
  private static final Map<String, List<String>> CATEGORIES =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("addrman", List.of("addrbook")),
              Map.entry("bans", List.of("bans")),
              Map.entry("config", List.of("deploy")),
              Map.entry("health", List.of("health", "remedy")),
              Map.entry("i2p", List.of("i2p")),
              Map.entry("mempool", List.of("mempool")),
              Map.entry("net", List.of("engine", "transport", "protocols", "portmap")),
              Map.entry("policies", List.of("trial", "rules", "record")),
              Map.entry("rpc", List.of("rpc", "chainrpc", "mining")),
              Map.entry("tor", List.of("tor")),
              Map.entry("validation", List.of("chain"))));

  /** Switches a logger, or only looks; see the launcher's service. */
  @Reference(
      target = "(patchbay.role=log.debug)",
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile BiFunction<String, Boolean, Boolean> loggers;

  @Override
  public List<RpcMethod> methods() {
    Shape categories = Shape.array("Categories, or \"all\"", Shape.string(""));
    return List.of(
        RpcMethod.named("logging", "control")
            .help(
                "Tells which categories are written to the log in detail, and switches some on and"
                    + " then others off. There are: "
                    + String.join(", ", CATEGORIES.keySet())
                    + ".")
            .param(Param.optional("include", categories, ""))
            .param(Param.optional("exclude", categories, ""))
            .returns(Shape.map("By category", Shape.bool("Whether it is written in detail")))
            .answers(this::logging));
  }

  private Map<String, Boolean> logging(RpcCall call) {
    BiFunction<String, Boolean, Boolean> known = loggers;
    if (known == null) {
      throw new RpcException(
          RpcCode.MISC_ERROR, "The launcher of this node does not let its log be switched");
    }
    for (String name : List.of("include", "exclude")) {
      if (call.has(name)) {
        call.array(name).forEach(each -> check(each));
      }
    }
    for (String name : List.of("include", "exclude")) {
      if (call.has(name)) {
        call.array(name).forEach(each -> set(known, each.toString(), name.equals("include")));
      }
    }
    Map<String, Boolean> states = new TreeMap<>();
    CATEGORIES.forEach(
        (category, packages) ->
            states.put(
                category, packages.stream().allMatch(each -> known.apply(logger(each), null))));
    return states;
  }

  private static void check(Object category) {
    if (!(category instanceof String name)
        || !ALL.contains(name) && !CATEGORIES.containsKey(name)) {
      throw new RpcException(RpcCode.INVALID_PARAMETER, "unknown logging category " + category);
    }
  }

  private static void set(BiFunction<String, Boolean, Boolean> known, String category, boolean on) {
    CATEGORIES.forEach(
        (name, packages) -> {
          if (ALL.contains(category) || name.equals(category)) {
            packages.forEach(each -> known.apply(logger(each), on));
          }
        });
  }

  private static String logger(String bundle) {
    return "org.patchbay." + bundle;
  }
}
