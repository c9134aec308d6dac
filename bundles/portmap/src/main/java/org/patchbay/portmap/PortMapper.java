package org.patchbay.portmap;

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
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;
import org.patchbay.api.local.LocalAddresses;
import org.patchbay.api.loop.Loop;
import org.patchbay.api.loop.Workers;
import org.patchbay.api.node.Environment;
import org.patchbay.wire.Network;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has the gateway let others in where the node listens; its work is done on the node loop. */
@Component(
    name = "patchbay.portmap",
    service = {},
    immediate = true)
@Designate(ocd = PortMapper.Config.class)
public final class PortMapper {
  private static final Logger LOG = LoggerFactory.getLogger(PortMapper.class);
  private static final int PATIENCE_SECONDS = 2;

  /** What an operator can set. */
  @ObjectClassDefinition(
      name = "Port mapping",
      description = "Opens the port on which the node listens in the gateway: PCP and NAT-PMP")
  public @interface Config {
    /** Whether gateways are asked. */
    @AttributeDefinition(
        description =
            "Whether the gateway is asked to let others in: true, false; auto is true except on"
                + " regtest and with a proxy.",
        options = {
          @Option(label = "auto", value = "auto"),
          @Option(label = "true", value = "true"),
          @Option(label = "false", value = "false")
        })
    String enabled() default "auto";

    /** The gateway. */
    @AttributeDefinition(
        required = false,
        description =
            "Address of the gateway, with or without a port; empty for those of the default"
                + " routes.")
    String gateway() default "";
  }

  private final Loop loop;
  private final Network network;
  private final Openings openings;

  /** Begins to keep the port open. */
  @Activate
  public PortMapper(
      @Reference Loop loop,
      @Reference Workers workers,
      @Reference LocalAddresses own,
      @Reference Environment environment,
      Config config) {
    this.loop = loop;
    this.network = environment.network();
    openings =
        new Openings(
            loop, workers, own, new UdpLines(loop), Surroundings::ofThisMachine, wanted(config));
  }

  @Activate
  void begin() {
    loop.execute(openings::begin);
  }

  @Modified
  void follow(Config config) {
    Openings.Wanted wanted = wanted(config);
    loop.execute(() -> openings.follow(wanted));
  }

  /** Waits for the loop, so that the gateway is told before the node is gone. */
  @Deactivate
  void end() {
    try {
      CompletableFuture.runAsync(openings::end, loop).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      LOG.warn("the gateway is not told that the port is free: the node loop is busy");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A gateway that cannot be read is no reason to ask another one. */
  private Openings.Wanted wanted(Config config) {
    boolean always = config.enabled().equals("true");
    boolean enabled = always || config.enabled().equals("auto") && network != Network.REGTEST;
    try {
      String text = config.gateway().strip();
      Optional<InetSocketAddress> gateway =
          text.isEmpty() ? Optional.empty() : Optional.of(Gateway.parse(text));
      return new Openings.Wanted(enabled, always, gateway);
    } catch (IllegalArgumentException flaw) {
      LOG.warn("patchbay.portmap: gateway: {}; no gateway is asked", flaw.getMessage());
      return new Openings.Wanted(false, false, Optional.empty());
    }
  }
}
