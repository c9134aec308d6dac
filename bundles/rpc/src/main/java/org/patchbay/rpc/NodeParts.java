package org.patchbay.rpc;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.patchbay.api.addrbook.AddressBook;
import org.patchbay.api.bans.BanList;
import org.patchbay.api.health.Health;
import org.patchbay.api.local.LocalAddresses;
import org.patchbay.api.loop.Loop;
import org.patchbay.api.mempool.Mempool;
import org.patchbay.api.node.Environment;
import org.patchbay.api.node.Node;
import org.patchbay.api.rpc.RpcCode;
import org.patchbay.api.rpc.RpcException;
import org.patchbay.api.trial.Trials;

/**
 * The parts of the node that methods ask. Each comes and goes by itself; what is missing is an
 * error of the call. From any thread but the node loop.
 */
@Component(service = NodeParts.class)
public final class NodeParts {
  private static final int ANSWER_SECONDS = 10;

  private final Loop loop;
  private final Environment environment;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile Node node;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile BanList bans;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile AddressBook addresses;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile LocalAddresses local;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile Mempool mempool;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile Health health;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile Trials trials;

  @Activate
  public NodeParts(@Reference Loop loop, @Reference Environment environment) {
    this.loop = loop;
    this.environment = environment;
  }

  Loop loop() {
    return loop;
  }

  Environment environment() {
    return environment;
  }

  Node node() {
    return present(
        node, RpcCode.CLIENT_P2P_DISABLED, "Error: Peer-to-peer functionality missing or disabled");
  }

  BanList bans() {
    return present(bans, RpcCode.DATABASE_ERROR, "Error: Ban database not loaded");
  }

  AddressBook addresses() {
    return present(
        addresses,
        RpcCode.CLIENT_P2P_DISABLED,
        "Error: Address manager functionality missing or disabled");
  }

  Trials trials() {
    return present(trials, RpcCode.MISC_ERROR, "The record of trials (bundle trial) is not there");
  }

  Health health() {
    return present(health, RpcCode.MISC_ERROR, "The health monitor (bundle health) is not there");
  }

  Optional<LocalAddresses> local() {
    return Optional.ofNullable(local);
  }

  Optional<Mempool> mempool() {
    return Optional.ofNullable(mempool);
  }

  /** Asks on the node loop, where some parts are confined to, and waits for the answer. */
  <T> T ask(Supplier<T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    loop.execute(
        () -> {
          try {
            answer.complete(question.get());
          } catch (RuntimeException e) { // Said to whoever asked instead of to the loop.
            answer.completeExceptionally(e);
          }
        });
    return await(answer);
  }

  /** Waits for what a part answers later; its failure is the error of the call. */
  <T> T await(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(ANSWER_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RpcException error) {
        throw error;
      }
      throw new RpcException(RpcCode.MISC_ERROR, String.valueOf(e.getCause().getMessage()));
    } catch (TimeoutException e) {
      throw new RpcException(
          RpcCode.MISC_ERROR, "no answer within " + ANSWER_SECONDS + " s; what was begun goes on");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RpcException(RpcCode.CLIENT_NOT_CONNECTED, "Shutting down");
    }
  }

  private static <T> T present(T part, int code, String missing) {
    if (part == null) {
      throw new RpcException(code, missing);
    }
    return part;
  }
}
