package org.patchbay.lab;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.patchbay.api.node.Environment;
import org.patchbay.api.node.Node;
import org.patchbay.api.node.Targets;
import org.patchbay.wire.Network;
import org.patchbay.wire.NetworkAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lab as a part of a node: offers its listening peers as targets and looks up where the node
 * listens. A change of its configuration starts a new lab.
 */
@Component(
    name = "patchbay.lab",
    service = {Targets.class, Lab.class},
    immediate = true)
@Designate(ocd = Lab.Config.class)
public final class Lab implements Targets {
  private static final Logger LOG = LoggerFactory.getLogger(Lab.class);

  private final Config config;
  private final Environment environment;
  private volatile List<NetworkAddress> targets = List.of();
  private LabThread thread;
  private Crew crew;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile Node node;

  @ObjectClassDefinition(
      name = "Patchbay lab",
      description = "The embedded default network: a miner and its peers on loopback TCP")
  @interface Config {
    @AttributeDefinition(
        min = "1",
        max = "200",
        description =
            "How many peers there are: the first mines, four are dialled, the others dial in.")
    int peers() default 16;

    @AttributeDefinition(description = "Where the choices of all peers come from.")
    long seed() default 1;

    @AttributeDefinition(
        min = "1",
        max = "600",
        description = "Mean seconds between two blocks that the miner finds.")
    int block_interval() default 2;

    @AttributeDefinition(
        min = "0",
        max = "5000",
        description = "Blocks that exist when the lab starts, besides the genesis block.")
    int blocks() default 150;

    @AttributeDefinition(
        min = "0",
        max = "1000",
        description = "Transactions per second that lab peers announce; lab:traffic changes it.")
    int traffic() default 2;
  }

  @Activate
  public Lab(@Reference Environment environment, Config config) {
    this.environment = environment;
    this.config = config;
  }

  @Activate
  void start() throws IOException {
    if (environment.network() != Network.REGTEST) {
      LOG.warn("the lab speaks regtest alone (network {}): no lab peers", environment.network());
      return;
    }
    Crew.Plan plan =
        new Crew.Plan(
            config.peers(),
            config.seed(),
            config.blocks(),
            config.block_interval(),
            config.traffic());
    thread = new LabThread(Network.REGTEST);
    try {
      crew = new Crew(plan, thread, thread);
      List<InetSocketAddress> listening = crew.begin(this::nodeAddress);
      targets = listening.stream().map(NetworkAddress::of).toList();
    } catch (IOException e) {
      thread.close();
      throw e;
    }
    thread.start();
    LOG.info(
        "lab: {} peers, {} of them listen, seed {}", plan.peers(), targets.size(), plan.seed());
  }

  @Deactivate
  void stop() {
    if (thread != null) {
      thread.close();
    }
  }

  /** Asks the crew on the lab thread; empty where there is no lab. From any thread. */
  <T> Optional<CompletableFuture<T>> ask(Function<Crew, T> question) {
    if (crew == null) {
      return Optional.empty();
    }
    CompletableFuture<T> answer = new CompletableFuture<>();
    thread.post(
        () -> {
          try {
            answer.complete(question.apply(crew));
          } catch (RuntimeException e) { // Said to whoever asked.
            answer.completeExceptionally(e);
          }
        });
    return Optional.of(answer);
  }

  @Override
  public Collection<NetworkAddress> targets() {
    return targets;
  }

  private Optional<InetSocketAddress> nodeAddress() {
    Node now = node;
    return now == null ? Optional.empty() : loopback(now.listening().stream());
  }

  /** The first address that loopback reaches: the lab dials nothing else. */
  static Optional<InetSocketAddress> loopback(Stream<InetSocketAddress> listening) {
    return listening
        .filter(one -> one.getAddress().isAnyLocalAddress() || one.getAddress().isLoopbackAddress())
        .findFirst()
        .map(
            one ->
                one.getAddress().isLoopbackAddress()
                    ? one
                    : new InetSocketAddress(InetAddress.getLoopbackAddress(), one.getPort()));
  }
}
