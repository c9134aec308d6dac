package org.patchbay.rpc;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.patchbay.api.rpc.RpcCall;
import org.patchbay.api.rpc.RpcCode;
import org.patchbay.api.rpc.RpcException;
import org.patchbay.api.rpc.RpcMethod;

/** Finds the method of a call and calls it. From any worker. */
final class Dispatch {
  private final MethodTable methods;
  private final Warmup warmup;
  private final ActiveCalls active;

  Dispatch(MethodTable methods, Warmup warmup, ActiveCalls active) {
    this.methods = methods;
    this.warmup = warmup;
    this.active = active;
  }

  /**
   * Calls a method.
   *
   * @param params as {@link Envelope#params}
   * @throws RpcException when it answers so at once
   */
  CompletableFuture<?> call(String user, String name, Object params) {
    Optional<String> busy = warmup.status();
    if (busy.isPresent()) {
      throw new RpcException(RpcCode.IN_WARMUP, busy.get());
    }
    RpcMethod method =
        methods
            .method(name)
            .orElseThrow(() -> new RpcException(RpcCode.METHOD_NOT_FOUND, "Method not found"));
    RpcCall call = bind(method, user, params);
    long number = active.begin(name);
    CompletableFuture<?> answer;
    try {
      answer = method.handler().answer(call).toCompletableFuture();
    } catch (Throwable thrown) {
      active.end(number);
      throw thrown;
    }
    if (answer.isDone()) {
      active.end(number);
    } else {
      answer.whenComplete((value, error) -> active.end(number));
    }
    return answer;
  }

  private static RpcCall bind(RpcMethod method, String user, Object params) {
    if (params instanceof JsonObject named) {
      if (named.twice() != null) {
        throw new RpcException(
            RpcCode.INVALID_PARAMETER, "Parameter " + named.twice() + " specified multiple times");
      }
      return method.call(user, named);
    }
    return method.call(user, (List<?>) params);
  }
}
