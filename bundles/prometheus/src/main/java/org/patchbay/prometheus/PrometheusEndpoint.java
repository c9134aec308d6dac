package org.patchbay.prometheus;

import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.patchbay.api.addrbook.AddressBook;
import org.patchbay.api.addrbook.AddressTables;
import org.patchbay.api.chain.Blocks;
import org.patchbay.api.chain.Chain;
import org.patchbay.api.health.Health;
import org.patchbay.api.loop.Loop;
import org.patchbay.api.mempool.Mempool;
import org.patchbay.api.metrics.Metrics;
import org.patchbay.api.node.Environment;
import org.patchbay.api.node.Node;
import org.patchbay.api.transport.Transport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers scrapes with what the node counts. However often it is asked, the node is looked at once
 * a second at most.
 */
@Component(name = "patchbay.prometheus", service = PrometheusEndpoint.class, immediate = true)
@Designate(ocd = PrometheusEndpoint.Config.class)
public final class PrometheusEndpoint {
  private static final Logger LOG = LoggerFactory.getLogger(PrometheusEndpoint.class);
  private static final long ANSWER_SECONDS = 2;
  private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Loop loop;
  private final Environment environment;
  private final Node node;
  private final Object looking = new Object();

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
  volatile Transport transport;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile Chain chain;

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
  volatile AddressBook addresses;

  private String listen = "";
  private PrometheusRegistry registry;
  private HTTPServer server;
  private MetricSnapshots last;
  private long lastAt;

  /** What can be configured. */
  @ObjectClassDefinition(name = "Prometheus", description = "Where Prometheus finds the figures")
  public @interface Config {
    /** Address. */
    @AttributeDefinition(
        description =
            "Address and port that answer GET /metrics, such as 127.0.0.1:9332; empty for none."
                + " Whoever reaches it can read it: there is no password and no encryption.")
    String listen() default "";
  }

  /** An endpoint that answers when it is told where to. */
  @Activate
  public PrometheusEndpoint(
      @Reference Loop loop, @Reference Environment environment, @Reference Node node) {
    this.loop = loop;
    this.environment = environment;
    this.node = node;
  }

  /** Opens, closes or moves the endpoint; what was open stays when nothing changed. */
  @Activate
  @Modified
  public synchronized void listen(Config config) {
    if (server != null && listen.equals(config.listen())) {
      return;
    }
    close();
    listen = config.listen();
    if (listen.isBlank()) {
      return;
    }
    InetSocketAddress at = ListenAddress.parse(listen);
    try {
      server =
          HTTPServer.builder()
              .inetAddress(at.getAddress())
              .port(at.getPort())
              .registry(registry())
              .executorService(ScrapeThreads.few())
              .buildAndStart();
      LOG.info("Prometheus finds the figures at http://{}:{}/metrics", at.getHostString(), port());
    } catch (IOException e) {
      LOG.error("patchbay.prometheus listen={}: {}", listen, e.getMessage());
    }
  }

  /** Made when it is first asked for: what tells of the JVM is slow to load, and stays for good. */
  private PrometheusRegistry registry() {
    if (registry == null) {
      registry = new PrometheusRegistry();
      registry.register((MultiCollector) this::collect);
      JvmMetrics.builder().register(registry);
    }
    return registry;
  }

  /** The port that answers now; 0 for none. */
  public synchronized int port() {
    return server == null ? 0 : server.getPort();
  }

  /** Ends. */
  @Deactivate
  public synchronized void close() {
    if (server != null) {
      server.close();
      server = null;
    }
  }

  private MetricSnapshots collect() {
    synchronized (looking) {
      long now = loop.now();
      if (last == null || now - lastAt >= FRESH_NANOS) {
        last = Scrape.of(sources());
        lastAt = now;
      }
      return last;
    }
  }

  private Sources sources() {
    return new Sources(
        environment,
        node,
        Optional.ofNullable(metrics),
        Optional.ofNullable(health),
        Optional.ofNullable(transport).map(Transport::stats),
        Optional.ofNullable(chain),
        Optional.ofNullable(blocks),
        Optional.ofNullable(mempool),
        tables());
  }

  /** The book is confined to the loop. */
  private Optional<AddressTables> tables() {
    AddressBook book = addresses;
    if (book == null) {
      return Optional.empty();
    }
    CompletableFuture<Optional<AddressTables>> answer = new CompletableFuture<>();
    loop.execute(() -> answer.complete(book.tables()));
    try {
      return answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("the address book did not answer a scrape: {}", e.toString());
      return Optional.empty();
    }
  }
}
