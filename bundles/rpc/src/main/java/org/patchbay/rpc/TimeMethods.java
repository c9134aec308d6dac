package org.patchbay.rpc;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.patchbay.api.loop.Loop;
import org.patchbay.api.loop.MockClock;
import org.patchbay.api.node.Environment;
import org.patchbay.api.rpc.Param;
import org.patchbay.api.rpc.RpcCode;
import org.patchbay.api.rpc.RpcException;
import org.patchbay.api.rpc.RpcMethod;
import org.patchbay.api.rpc.RpcMethods;
import org.patchbay.api.rpc.Shape;
import org.patchbay.wire.Network;

/** The clock, for tests on regtest. */
@Component
public final class TimeMethods implements RpcMethods {
  private static final long LAST = 0xFFFF_FFFFL;
  private static final long HOUR = 3_600;

  private final List<RpcMethod> methods;

  @Activate
  public TimeMethods(
      @Reference Environment environment, @Reference MockClock clock, @Reference Loop loop) {
    boolean regtest = environment.network() == Network.REGTEST;
    methods = List.of(setmocktime(regtest, clock), mockscheduler(regtest, clock), sync(loop));
  }

  @Override
  public List<RpcMethod> methods() {
    return methods;
  }

  static RpcMethod setmocktime(boolean regtest, MockClock clock) {
    return RpcMethod.named("setmocktime", RpcMethod.HIDDEN)
        .help("Sets the node's clock, on regtest; every timer that is due by then runs.")
        .param(
            Param.required(
                "timestamp", Shape.time("Unix seconds; 0 for the time of the system again")))
        .returns(Shape.none())
        .answers(
            call -> {
              demand(regtest, "setmocktime");
              long time = call.number("timestamp");
              if (time < 0 || time > LAST) {
                throw new RpcException(
                    RpcCode.INVALID_PARAMETER,
                    "Mocktime must be in the range [0, %d], not %d.".formatted(LAST, time));
              }
              clock.set(time);
              return null;
            });
  }

  private static RpcMethod mockscheduler(boolean regtest, MockClock clock) {
    return RpcMethod.named("mockscheduler", RpcMethod.HIDDEN)
        .help("Moves the node's timers forward, on regtest, and not its wall clock.")
        .param(Param.required("delta_time", Shape.number("Seconds, 1 to 3600")))
        .returns(Shape.none())
        .answers(
            call -> {
              demand(regtest, "mockscheduler");
              long seconds = call.number("delta_time");
              if (seconds <= 0 || seconds > HOUR) {
                throw new RpcException(
                    RpcCode.MISC_ERROR, "delta_time must be between 1 and 3600 seconds (1 hr)");
              }
              clock.forward(Duration.ofSeconds(seconds));
              return null;
            });
  }

  private static void demand(boolean regtest, String method) {
    if (!regtest) {
      throw new RpcException(
          RpcCode.MISC_ERROR, method + " is for regression testing (-regtest mode) only");
    }
  }

  /** What was put on the node loop before has run. */
  private static RpcMethod sync(Loop loop) {
    return RpcMethod.named("syncwithvalidationinterfacequeue", RpcMethod.HIDDEN)
        .help("Waits until everything that the node loop was given before has been done.")
        .returns(Shape.none())
        .later(
            call -> {
              CompletableFuture<Void> done = new CompletableFuture<>();
              loop.execute(() -> done.complete(null));
              return done;
            });
  }
}
