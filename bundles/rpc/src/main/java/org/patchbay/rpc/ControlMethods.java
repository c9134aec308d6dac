package org.patchbay.rpc;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.patchbay.api.loop.Loop;
import org.patchbay.api.rpc.Param;
import org.patchbay.api.rpc.RpcCall;
import org.patchbay.api.rpc.RpcMethod;
import org.patchbay.api.rpc.RpcMethods;
import org.patchbay.api.rpc.Shape;

/** The methods about RPC itself, and the end of the node. */
final class ControlMethods implements RpcMethods {
  private static final String CONTROL = "control";
  private static final String STOPPING = "Patchbay stopping";
  private static final int ECHOED = 10;

  private final MethodTable methods;
  private final ActiveCalls active;
  private final Loop loop;
  private final Runnable shutdown;
  private final long startedAt;

  ControlMethods(MethodTable methods, ActiveCalls active, Loop loop, Runnable shutdown) {
    this.methods = methods;
    this.active = active;
    this.loop = loop;
    this.shutdown = shutdown;
    startedAt = loop.now();
  }

  @Override
  public List<RpcMethod> methods() {
    return List.of(
        help(), stop(), uptime(), getrpcinfo(), discover(), echo("echo"), echo("echojson"));
  }

  private RpcMethod help() {
    return RpcMethod.named("help", CONTROL)
        .help("Lists all methods, or tells what one of them does.")
        .param(Param.optional("command", Shape.string("The method"), "all methods"))
        .returns(Shape.string("The text"))
        .answers(call -> help(call.maybeString("command").orElse("")));
  }

  private String help(String wanted) {
    if (!wanted.isEmpty()) {
      return methods
          .method(wanted)
          .map(method -> method.usage().stripTrailing())
          .orElse("help: unknown command: " + wanted);
    }
    StringBuilder text = new StringBuilder();
    String category = "";
    List<RpcMethod> listed =
        methods.all().stream()
            .filter(method -> !method.category().equals(RpcMethod.HIDDEN))
            .sorted(Comparator.comparing(RpcMethod::category).thenComparing(RpcMethod::name))
            .toList();
    for (RpcMethod method : listed) {
      if (!method.category().equals(category)) {
        text.append(category.isEmpty() ? "" : "\n");
        category = method.category();
        text.append("== ")
            .append(Character.toUpperCase(category.charAt(0)))
            .append(category.substring(1))
            .append(" ==\n");
      }
      text.append(method.synopsis()).append('\n');
    }
    return text.toString().stripTrailing();
  }

  private RpcMethod stop() {
    return RpcMethod.named("stop", CONTROL)
        .help("Stops the node: connections end, everything is written to disk.")
        .param(
            Param.optional("wait", Shape.number("Milliseconds to wait with the answer"), "")
                .inSilence())
        .returns(Shape.string("\"" + STOPPING + "\""))
        .later(this::stop);
  }

  private CompletionStage<?> stop(RpcCall call) {
    shutdown.run();
    CompletableFuture<String> answer = new CompletableFuture<>();
    if (call.has("wait")) {
      loop.after(
          Duration.ofMillis(Math.max(0, call.integer("wait"))), () -> answer.complete(STOPPING));
    } else {
      answer.complete(STOPPING);
    }
    return answer;
  }

  private RpcMethod uptime() {
    return RpcMethod.named("uptime", CONTROL)
        .help("Tells how long the server has been running.")
        .returns(Shape.number("Seconds"))
        .answers(call -> TimeUnit.NANOSECONDS.toSeconds(loop.now() - startedAt));
  }

  private RpcMethod getrpcinfo() {
    return RpcMethod.named("getrpcinfo", CONTROL)
        .help("Tells of the RPC server.")
        .returns(
            Shape.object(
                "",
                Shape.field(
                    "active_commands",
                    Shape.array(
                        "Calls that are not answered yet",
                        Shape.object(
                            "",
                            Shape.field("method", Shape.string("The method")),
                            Shape.field("duration", Shape.number("Microseconds so far"))))),
                Shape.maybe("logpath", Shape.string("The file of the log"))))
        .answers(call -> info());
  }

  private Map<String, Object> info() {
    List<Map<String, Object>> calls = new ArrayList<>();
    for (ActiveCalls.Call each : active.list()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("method", each.method());
      row.put("duration", TimeUnit.NANOSECONDS.toMicros(each.age()));
      calls.add(row);
    }
    return Map.of("active_commands", calls);
  }

  private RpcMethod discover() {
    return RpcMethod.named("rpc.discover", CONTROL)
        .help("Describes all methods as an OpenRPC document.")
        .returns(Shape.any("The document (spec.open-rpc.org)"))
        .answers(call -> OpenRpc.document(methods.all()));
  }

  private static RpcMethod echo(String name) {
    RpcMethod.Builder method =
        RpcMethod.named(name, RpcMethod.HIDDEN)
            .help("Answers with its parameters, for tests of clients.");
    IntStream.range(0, ECHOED)
        .forEach(i -> method.param(Param.optional("arg" + i, Shape.any(""), "")));
    return method
        .returns(Shape.array("The parameters", Shape.any("")))
        .answers(ControlMethods::echo);
  }

  /** Up to the last that was given. */
  private static List<Object> echo(RpcCall call) {
    List<Object> given = new ArrayList<>();
    for (int i = 0; i < ECHOED; i++) {
      given.add(call.raw("arg" + i));
    }
    while (!given.isEmpty() && given.get(given.size() - 1) == null) {
      given.remove(given.size() - 1);
    }
    return given;
  }
}
