package org.patchbay.tor;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.patchbay.api.health.HealthCheck;
import org.patchbay.api.health.Vitals;
import org.patchbay.api.local.LocalAddresses;
import org.patchbay.api.local.LocalAddresses.Claim;
import org.patchbay.api.local.LocalAddresses.Origin;
import org.patchbay.api.loop.Loop;
import org.patchbay.api.node.Environment;
import org.patchbay.api.transport.Forwarder;
import org.patchbay.api.transport.Transport;
import org.patchbay.api.transport.Way;
import org.patchbay.wire.NetworkAddress;

/**
 * Wires {@link TorControl} to services: the thread, the socket, the claim of the onion address, the
 * way into Tor, the socket that it leads to. A changed configuration begins anew.
 */
@Component(
    name = "patchbay.tor",
    service = HealthCheck.class,
    property = "check.name=tor",
    immediate = true)
@Designate(ocd = TorConfig.class)
public final class TorComponent implements HealthCheck {
  private static final long STOP_MILLIS = TimeUnit.SECONDS.toMillis(2);

  private final BundleContext context;
  private final Transport transport;
  private final LocalAddresses addresses;
  private final boolean enabled;
  private final InetSocketAddress target;
  private final ControlSocket socket;
  private final TorControl control;
  private final Thread thread;
  private final AtomicReference<ServiceRegistration<Forwarder>> forwarding =
      new AtomicReference<>();

  /** Looks for Tor once it is activated. */
  @Activate
  public TorComponent(
      BundleContext context,
      @Reference Loop loop,
      @Reference Environment environment,
      @Reference Transport transport,
      @Reference LocalAddresses addresses,
      TorConfig config) {
    this.context = context;
    this.transport = transport;
    this.addresses = addresses;
    this.enabled = config.enabled();
    int port = environment.network().port();
    this.target = new InetSocketAddress("127.0.0.1", port + 1);
    InetSocketAddress at = ControlAddress.parse(config.control());
    OnionKey key = new OnionKey(environment.dataFolder());
    SecureRandom random = new SecureRandom();
    this.socket = new ControlSocket(at, loop::now);
    this.control =
        new TorControl(
            socket,
            loop::now,
            (target, found) ->
                new Conversation(
                    new Conversation.Terms(config.password(), port, target),
                    key,
                    CookieFile::read,
                    () -> nonce(random),
                    found),
            new Registered(),
            NetworkAddress.of(at).toString());
    this.thread = new Thread(this::run, "patchbay-tor");
    this.thread.setDaemon(true);
  }

  private static byte[] nonce(SecureRandom random) {
    byte[] nonce = new byte[SafeCookie.SIZE];
    random.nextBytes(nonce);
    return nonce;
  }

  @Activate
  void activate() {
    if (enabled) {
      thread.start();
    }
  }

  private void run() {
    try (socket) {
      control.run();
    }
  }

  @Deactivate
  void deactivate() {
    if (!enabled) {
      socket.close();
      return;
    }
    control.end();
    socket.end();
    try {
      thread.join(STOP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    leadNowhere();
  }

  /**
   * Rule: a socket is opened for Tor once a Tor has let us in, and kept for when it comes back.
   * Without one nobody would come in there, and the port may be what another node wants.
   */
  private void leadHere() {
    if (forwarding.get() == null) {
      forwarding.set(context.registerService(Forwarder.class, new Target(), null));
    }
  }

  private void leadNowhere() {
    ServiceRegistration<Forwarder> registered = forwarding.getAndSet(null);
    if (registered != null) {
      registered.unregister();
    }
  }

  @Override
  public Finding look(Vitals vitals) {
    return enabled ? control.finding() : Finding.fine("Tor is not looked for: enabled is false");
  }

  /** Where the engine listens for Tor. */
  private final class Target implements Forwarder {
    @Override
    public InetSocketAddress target() {
      return target;
    }

    @Override
    public void listening(Optional<InetSocketAddress> at) {
      control.target(at);
      socket.wake();
    }
  }

  /** What stands, as services and claims. */
  private final class Registered implements Standing {
    private ServiceRegistration<Way> way;
    private SocketAddress socks;
    private Claim claim;

    @Override
    public void way(SocketAddress at) {
      leadHere();
      if (!at.equals(socks)) {
        noWay();
        socks = at;
        way = context.registerService(Way.class, new TorWay(transport, at), null);
      }
    }

    @Override
    public void noWay() {
      if (way != null) {
        way.unregister();
      }
      way = null;
      socks = null;
    }

    @Override
    public void reachedAt(NetworkAddress onion) {
      claim = addresses.claim(onion, Origin.MANUAL);
    }

    @Override
    public void notReached() {
      if (claim != null) {
        claim.close();
      }
      claim = null;
    }
  }
}
