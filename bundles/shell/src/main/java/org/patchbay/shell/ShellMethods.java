package org.patchbay.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.patchbay.api.rpc.Param;
import org.patchbay.api.rpc.RpcCall;
import org.patchbay.api.rpc.RpcCode;
import org.patchbay.api.rpc.RpcException;
import org.patchbay.api.rpc.RpcMethod;
import org.patchbay.api.rpc.RpcMethods;
import org.patchbay.api.rpc.Shape;

/**
 * Commands of the shell as methods of RPC, {@code policy.use} for {@code policy:use}: the same
 * rows, as objects. The record of changes names {@code rpc} for what they did.
 */
@Component
public final class ShellMethods implements RpcMethods {
  private static final String WHO = "rpc";
  private static final String PATCHBAY = "patchbay";

  private final List<RpcMethod> methods;

  @Activate
  public ShellMethods(@Reference Parts parts) {
    this(
        new PolicyCommands(parts, Thread::sleep, WHO),
        new TrialCommands(parts, Thread::sleep, WHO),
        new HealthCommands(parts),
        new PeerCommands(parts),
        new LogCommands(parts));
  }

  ShellMethods(
      PolicyCommands policies,
      TrialCommands trials,
      HealthCommands health,
      PeerCommands peers,
      LogCommands log) {
    methods =
        Stream.of(
                policyMethods(policies),
                trialMethods(trials),
                otherMethods(health, peers),
                logMethods(log))
            .flatMap(List::stream)
            .toList();
  }

  @Override
  public List<RpcMethod> methods() {
    return methods;
  }

  private static List<RpcMethod> policyMethods(PolicyCommands commands) {
    Shape rows = rows(SlotRow.class);
    return List.of(
        method(
            "policy.list",
            "Tells of each policy slot: what is in force and what could be.",
            rows,
            commands::list),
        method(
            "policy.use",
            "Puts a policy in force, now and after a restart; no connection drops.",
            rows,
            commands::use,
            slot(),
            required("name", "One of the slot's available policies")),
        method(
            "policy.reset",
            "Forgets what policy.use wrote: the default is in force again.",
            rows,
            commands::reset,
            slot()));
  }

  private static List<RpcMethod> trialMethods(TrialCommands commands) {
    return List.of(
        method(
            "policy.shadow",
            "Tries a policy beside the one in force: it is asked the same and never obeyed.",
            rows(ShadowRow.class),
            commands::shadow,
            slot(),
            required("name", "One of the slot's available policies; off ends the trial")),
        RpcMethod.named("policy.diff", PATCHBAY)
            .help("Tells where the tried policies would have answered otherwise.")
            .param(optional("slot", "A slot, for its last differences"))
            .returns("with a slot", rows(DiffRow.class))
            .returns("without", rows(ShadowRow.class))
            .answers(call -> answer(commands::diff, words(call, List.of("slot")))),
        method(
            "policy.promote",
            "Puts in force what is tried in a slot.",
            rows(SlotRow.class),
            commands::promote,
            slot()),
        method(
            "policy.rollback",
            "Puts in force again what was before the last change of a slot.",
            rows(SlotRow.class),
            commands::rollback,
            slot()),
        method(
            "policy.audit",
            "Lists the last changes of policies: who, what, from, to and what came of it.",
            rows(AuditRow.class),
            commands::audit,
            Param.optional("count", Shape.number("How many"), "20")));
  }

  private static List<RpcMethod> otherMethods(HealthCommands health, PeerCommands peers) {
    Param id = Param.required("id", Shape.number("The peer"));
    return List.of(
        method(
            "health.show",
            "Tells what each health check finds, the worst first.",
            rows(HealthCommands.CheckRow.class),
            health::show),
        method("peer.list", "Tells of each live peer in short.", rows(PeerRow.class), peers::list),
        method(
            "peer.show",
            "Tells all of one peer, live or gone.",
            Plain.shape(PeerPage.class),
            peers::show,
            id),
        method(
            "peer.why",
            "Tells why a peer is connected, and how firmly.",
            Plain.shape(WhyPage.class),
            peers::why,
            id),
        method(
            "peer.metrics",
            "Tells what each peer cost and gave.",
            rows(MetricsRow.class),
            peers::metrics),
        method("peer.drop", "Drops a peer.", Shape.string("Whom"), peers::drop, id),
        method(
            "peer.gone",
            "Lists connections that ended, the latest last.",
            rows(EndedRow.class),
            peers::gone,
            Param.optional("count", Shape.number("So many of the last 1000"), "50")));
  }

  private static List<RpcMethod> logMethods(LogCommands log) {
    Shape rows = rows(LogCommands.CategoryRow.class);
    Param state = required("state", "on or off");
    return List.of(
        method("log.list", "Lists the log's categories, as logging does.", rows, log::list),
        method(
            "log.peer",
            "Writes all lines about a peer in detail, or no longer; ends with the peer.",
            rows,
            log::peer,
            Param.required("id", Shape.number("The peer")),
            state),
        method("log.rotate", "Sets the log file aside and begins a new one.", rows, log::rotate));
  }

  private static Param slot() {
    return required("slot", "A slot, as policy.list names it");
  }

  private static Param required(String name, String help) {
    return Param.required(name, Shape.string(help));
  }

  private static Param optional(String name, String help) {
    return Param.optional(name, Shape.string(help), "");
  }

  private static Shape rows(Class<? extends Record> row) {
    return Shape.array("", Plain.shape(row));
  }

  private static RpcMethod method(
      String name, String help, Shape shape, Function<String[], Object> command, Param... params) {
    RpcMethod.Builder method = RpcMethod.named(name, PATCHBAY).help(help);
    List<String> names = new ArrayList<>();
    for (Param param : params) {
      method.param(param);
      names.add(param.name());
    }
    return method.returns(shape).answers(call -> answer(command, words(call, names)));
  }

  private static String[] words(RpcCall call, List<String> names) {
    return names.stream()
        .filter(call::has)
        .map(name -> call.raw(name).toString())
        .toArray(String[]::new);
  }

  private static Object answer(Function<String[], Object> command, String[] words) {
    try {
      return Plain.of(command.apply(words));
    } catch (Misused wrong) {
      throw new RpcException(RpcCode.INVALID_PARAMETER, wrong.getMessage());
    } catch (Refused refused) {
      throw new RpcException(RpcCode.MISC_ERROR, refused.getMessage());
    }
  }
}
