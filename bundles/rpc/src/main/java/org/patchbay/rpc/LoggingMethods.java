package org.patchbay.rpc;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.patchbay.api.log.NodeLog;
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
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile NodeLog log;

  @Override
  public List<RpcMethod> methods() {
    Shape categories = Shape.array("Categories, or \"all\"", Shape.string(""));
    return List.of(
        RpcMethod.named("logging", "control")
            .help(
                "Tells which categories are written to the log in detail, and switches some on and"
                    + " then others off, until the node stops.")
            .param(Param.optional("include", categories, ""))
            .param(Param.optional("exclude", categories, ""))
            .returns(Shape.map("By category", Shape.bool("Whether it is written in detail")))
            .answers(this::logging));
  }

  private Map<String, Boolean> logging(RpcCall call) {
    NodeLog known = log;
    if (known == null) {
      throw new RpcException(
          RpcCode.MISC_ERROR, "The log cannot be switched: bundle org.patchbay.logs is not there");
    }
    try {
      change(known, call, "include", true);
      change(known, call, "exclude", false);
    } catch (IllegalArgumentException unknown) {
      throw new RpcException(RpcCode.INVALID_PARAMETER, unknown.getMessage());
    }
    Map<String, Boolean> states = new TreeMap<>();
    known.categories().forEach(each -> states.put(each.name(), each.on()));
    return states;
  }

  /** In their order, as in Bitcoin Core: those before an unknown one are switched. */
  private static void change(NodeLog log, RpcCall call, String parameter, boolean on) {
    if (call.has(parameter)) {
      for (Object each : call.array(parameter)) {
        if (!(each instanceof String name)) {
          throw new IllegalArgumentException("unknown logging category " + each);
        }
        log.detail(name, on);
      }
    }
  }
}
