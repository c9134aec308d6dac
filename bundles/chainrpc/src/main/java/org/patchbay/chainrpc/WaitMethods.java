package org.patchbay.chainrpc;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.patchbay.api.chain.Blocks;
import org.patchbay.api.chain.HeaderView;
import org.patchbay.api.loop.Cancellable;
import org.patchbay.api.loop.Loop;
import org.patchbay.api.rpc.Param;
import org.patchbay.api.rpc.RpcCall;
import org.patchbay.api.rpc.RpcCode;
import org.patchbay.api.rpc.RpcException;
import org.patchbay.api.rpc.RpcMethod;
import org.patchbay.api.rpc.Shape;
import org.patchbay.wire.Hash256;

/** waitfornewblock, waitforblock, waitforblockheight. */
final class WaitMethods {
  private static final String BLOCKCHAIN = "blockchain";
  private static final String TIMEOUT = "timeout";

  private final Loop loop;
  private final Blocks blocks;

  WaitMethods(Loop loop, Blocks blocks) {
    this.loop = loop;
    this.blocks = blocks;
  }

  List<RpcMethod> all() {
    return List.of(anyBlock(), block(), height());
  }

  private RpcMethod anyBlock() {
    return waiting("waitfornewblock", "Waits until the tip is another one.")
        .param(timeout())
        .param(Param.optional("current_tip", Shape.hex("The tip that is known."), "the tip now"))
        .returns(shape())
        .later(
            call -> {
              Hash256 known =
                  call.has("current_tip") ? call.hash("current_tip") : blocks.tip().hash();
              return until(call, tip -> !tip.hash().equals(known));
            });
  }

  private RpcMethod block() {
    return waiting("waitforblock", "Waits until a block is the tip.")
        .param(Param.required("blockhash", Shape.hex("Hash of the block.")))
        .param(timeout())
        .returns(shape())
        .later(
            call -> {
              Hash256 wanted = call.hash("blockhash");
              return until(call, tip -> tip.hash().equals(wanted));
            });
  }

  private RpcMethod height() {
    return waiting("waitforblockheight", "Waits until the tip is at a height, or above.")
        .param(Param.required("height", Shape.number("Height.")))
        .param(timeout())
        .returns(shape())
        .later(
            call -> {
              int wanted = call.integer("height");
              return until(call, tip -> tip.height() >= wanted);
            });
  }

  private static RpcMethod.Builder waiting(String name, String help) {
    return RpcMethod.named(name, BLOCKCHAIN)
        .help(help + " Answers the tip, also when the time is over.");
  }

  private static Param timeout() {
    return Param.defaulted(
        TIMEOUT, Shape.number("Milliseconds to wait at most; 0 for no limit."), 0L);
  }

  private static Shape shape() {
    return Shape.object(
        "",
        Shape.field("hash", Shape.hex("Hash of the tip.")),
        Shape.field("height", Shape.number("Its height.")));
  }

  private CompletionStage<Map<String, Object>> until(RpcCall call, Predicate<HeaderView> wanted) {
    int timeout = call.integer(TIMEOUT);
    if (timeout < 0) {
      throw new RpcException(RpcCode.MISC_ERROR, "Negative timeout");
    }
    CompletableFuture<Map<String, Object>> answer = new CompletableFuture<>();
    loop.execute(() -> wait(wanted, timeout, answer));
    return answer;
  }

  private void wait(
      Predicate<HeaderView> wanted, int timeout, CompletableFuture<Map<String, Object>> answer) {
    if (wanted.test(blocks.tip())) {
      answer.complete(shown(blocks.tip()));
      return;
    }
    Cancellable listening =
        blocks.onChange(
            change -> {
              if (wanted.test(change.tip())) {
                answer.complete(shown(change.tip()));
              }
            });
    Cancellable timer =
        timeout == 0
            ? () -> {}
            : loop.after(Duration.ofMillis(timeout), () -> answer.complete(shown(blocks.tip())));
    answer.whenComplete(
        (tip, failure) -> {
          listening.cancel();
          timer.cancel();
        });
  }

  private static Map<String, Object> shown(HeaderView tip) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("hash", tip.hash().toString());
    shown.put("height", tip.height());
    return shown;
  }
}
