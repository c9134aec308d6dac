package org.patchbay.rpc;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.patchbay.api.health.HealthCheck.Finding;
import org.patchbay.api.loop.Loop;
import org.patchbay.api.node.Environment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server: listens, has a cookie while it does, and follows its configuration. Every method may
 * be called from any thread but the node loop.
 *
 * <p>A port that is taken is one line in the log and a finding of health, never a node that does
 * not start: two nodes on one machine is nothing unusual.
 */
final class RpcServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RpcServer.class);
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);

  private final Environment environment;
  private final RpcThreads workers;
  private final Bench bench;
  private HttpDoor door;
  private RpcSettings settings;
  private CookieFile cookie;
  private volatile List<InetSocketAddress> addresses = List.of();
  private volatile Finding finding = Finding.fine("RPC is switched off");

  /** A server that listens as soon as it is configured. */
  RpcServer(Loop loop, Environment environment, Dispatch dispatch, RpcSettings settings) {
    this.environment = environment;
    this.settings = settings;
    workers = new RpcThreads(settings.raw().threads());
    bench =
        new Bench(
            dispatch,
            workers,
            workers::waiting,
            () -> DATE.format(loop.wallTime()),
            settings.terms(List.of()));
  }

  /** Listens. */
  synchronized void open() {
    if (settings.listen().isEmpty() && settings.refused().isEmpty()) {
      finding = Finding.fine("RPC is switched off");
      return;
    }
    door = door == null ? new HttpDoor(bench) : door;
    List<String> failures = new ArrayList<>();
    for (InetSocketAddress refused : settings.refused()) {
      failures.add(
          "%s is beyond this machine, and allow names nobody who may call"
              .formatted(refused.getAddress().getHostAddress()));
    }
    for (InetSocketAddress at : settings.listen()) {
      try {
        InetSocketAddress bound = door.open(at);
        LOG.info("RPC answers at http://{}/", text(bound));
      } catch (IOException e) {
        failures.add(text(at) + ": " + e.getMessage());
      }
    }
    addresses = door.addresses();
    secure();
    tell(failures);
  }

  private void tell(List<String> failures) {
    String where = addresses.stream().map(RpcServer::text).collect(Collectors.joining(", "));
    // Of localhost's two addresses one is enough.
    if (failures.isEmpty() || (!settings.asked() && !addresses.isEmpty())) {
      finding = Finding.fine("RPC answers at " + where);
      return;
    }
    String line =
        "RPC does not answer at %s (patchbay.rpc listen names where)"
            .formatted(String.join("; ", failures));
    LOG.warn("{}", line);
    finding = Finding.warning(line);
  }

  /** Has a cookie, or none, as the settings say; then everybody knows who may call. */
  private void secure() {
    List<Credentials.Entry> users = new ArrayList<>(settings.users());
    settings
        .plain()
        .ifPresent(pair -> users.add(Credentials.Entry.of(pair[0], pair[1], RpcThreads.secret())));
    boolean wanted =
        settings.plain().isEmpty() && !settings.raw().cookie().isBlank() && !addresses.isEmpty();
    forget();
    if (wanted) {
      Path file = environment.dataFolder().resolve(settings.raw().cookie());
      try {
        cookie =
            CookieFile.write(
                file, CookieFile.Readers.of(settings.raw().cookie_readers()), RpcThreads.secret());
        users.add(Credentials.Entry.of(CookieFile.USER, cookie.password(), RpcThreads.secret()));
        LOG.info("who may read {} may call", file);
      } catch (IOException e) {
        LOG.error("{}", e.getMessage());
      }
    }
    bench.terms = settings.terms(users);
  }

  /** Removes the cookie. */
  private void forget() {
    if (cookie != null) {
      try {
        cookie.remove();
      } catch (IOException e) {
        LOG.warn("the cookie stays: {}", e.toString());
      }
      cookie = null;
    }
  }

  /** Follows another configuration; what did not change goes on, connections stay. */
  synchronized void configure(RpcSettings now) {
    RpcSettings before = settings;
    settings = now;
    workers.resize(now.raw().threads());
    boolean moved =
        !before.listen().equals(now.listen()) || !before.refused().equals(now.refused());
    if (moved) {
      if (door != null) {
        door.shut();
      }
      addresses = List.of();
      open();
      if (addresses.isEmpty()) {
        secure();
      }
    } else if (!addresses.isEmpty()) {
      secure();
    }
  }

  /** Where it answers. */
  List<InetSocketAddress> addresses() {
    return addresses;
  }

  /** Requests that wait for a worker. */
  int waiting() {
    return workers.waiting();
  }

  /** Whether it answers where it should. */
  Finding finding() {
    return finding;
  }

  /** Answers what is being answered, and ends. */
  @Override
  public synchronized void close() {
    bench.stopping = true;
    forget();
    if (door != null) {
      door.close();
    }
    workers.stop();
  }

  private static String text(InetSocketAddress at) {
    String host = at.getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + at.getPort();
  }
}
