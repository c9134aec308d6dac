package org.patchbay.shell;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.patchbay.api.addrbook.AddressBook;
import org.patchbay.api.addrbook.AddressTransfer;
import org.patchbay.api.bans.BanList;
import org.patchbay.api.chain.Blocks;
import org.patchbay.api.chain.Chain;
import org.patchbay.api.health.Health;
import org.patchbay.api.local.LocalAddresses;
import org.patchbay.api.log.NodeLog;
import org.patchbay.api.loop.Loop;
import org.patchbay.api.mempool.Mempool;
import org.patchbay.api.metrics.Metrics;
import org.patchbay.api.node.Node;
import org.patchbay.api.node.Settings;
import org.patchbay.api.record.Captures;
import org.patchbay.api.record.Recorder;
import org.patchbay.api.rules.Rules;
import org.patchbay.api.transport.Transport;
import org.patchbay.api.trial.Trials;

/**
 * The parts of the node that commands ask. Each comes and goes by itself; what is missing is said
 * in one line. From any thread.
 */
@Component(service = Parts.class)
public final class Parts {
  private static final int ANSWER_SECONDS = 10;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile Node node;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile Loop loop;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile Chain chain;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile AddressBook addresses;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile AddressTransfer transfer;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile Settings settings;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile Transport transport;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile Blocks blocks;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile Mempool mempool;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile Metrics metrics;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile Health health;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile BanList bans;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile LocalAddresses local;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile Trials trials;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile Recorder recorder;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile Captures captures;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile Rules rules;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile NodeLog log;

  Node node() {
    return present(node, "node", "engine");
  }

  Loop loop() {
    return present(loop, "node loop", "engine");
  }

  Chain chain() {
    return present(chain, "header chain", "chain");
  }

  AddressBook addresses() {
    return present(addresses, "address book", "addrbook");
  }

  AddressTransfer transfer() {
    return present(transfer, "address book", "addrbook");
  }

  BanList bans() {
    return present(bans, "ban list", "bans");
  }

  LocalAddresses local() {
    return present(local, "list of own addresses", "engine");
  }

  Trials trials() {
    return present(trials, "record of trials", "trial");
  }

  Recorder recorder() {
    return present(recorder, "recorder", "record");
  }

  Captures captures() {
    return present(captures, "capture of messages", "record");
  }

  Rules rules() {
    return present(rules, "list of rules", "rules");
  }

  NodeLog log() {
    return present(log, "switch of the log", "logs");
  }

  Settings settings() {
    return present(settings, "configuration", "deploy");
  }

  Blocks blocks() {
    return present(blocks, "block store", "chain");
  }

  Mempool mempool() {
    return present(mempool, "mempool", "mempool");
  }

  Metrics metrics() {
    return present(metrics, "record of statistics", "metrics");
  }

  Health health() {
    return present(health, "health monitor", "health");
  }

  /** Asks on the node loop, where some parts are confined to, and waits for the answer. */
  <T> T ask(String what, Consumer<Consumer<T>> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    Loop asked = loop();
    asked.execute(
        () -> {
          try {
            question.accept(answer::complete);
          } catch (RuntimeException e) { // Said to whoever asked instead of to the loop.
            answer.completeExceptionally(e);
          }
        });
    try {
      return answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new Refused(what + ": " + e.getCause());
    } catch (TimeoutException e) {
      throw new Refused("%s: no answer within %d s".formatted(what, ANSWER_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Refused(what + ": interrupted");
    }
  }

  Optional<Transport> transport() {
    return Optional.ofNullable(transport);
  }

  private static <T> T present(T part, String name, String bundle) {
    if (part == null) {
      throw new Refused(
          "the %s is not there now: bundle org.patchbay.%s is missing, stopped or still starting"
              .formatted(name, bundle));
    }
    return part;
  }
}
