package org.patchbay.engine;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.patchbay.api.loop.Workers;
import org.patchbay.wire.NetworkAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the names lead by which an operator says that others reach this node (externalip of
 * protocol-facts §28). Confined to the node loop.
 *
 * <p>Rule: of each name the first {@value #MOST} addresses that can be reached from elsewhere; what
 * a name led to holds until it leads elsewhere, whatever a name server fails at in between.
 */
final class OwnNames {
  static final int MOST = 8;

  private static final Logger LOG = LoggerFactory.getLogger(OwnNames.class);

  private final Workers workers;
  private final Lookup lookup;
  private final Map<HostPort, List<NetworkAddress>> found = new LinkedHashMap<>();

  /** Asks the system; blocks. */
  interface Lookup {
    InetAddress[] all(String name) throws UnknownHostException;
  }

  OwnNames(Workers workers, Lookup lookup) {
    this.workers = workers;
    this.lookup = lookup;
  }

  /**
   * Looks names up again, and forgets those that are not among them.
   *
   * @param changed told whenever one leads elsewhere
   */
  void look(List<HostPort> names, Runnable changed) {
    found.keySet().retainAll(names);
    for (HostPort name : names) {
      found.putIfAbsent(name, List.of());
      workers.run(
          "names",
          () -> lookup.all(name.host()),
          new Workers.Answer<InetAddress[]>() {
            @Override
            public void done(InetAddress[] addresses) {
              leads(name, reachable(addresses, name.port()), changed);
            }

            @Override
            public void failed(Exception cause) {
              LOG.warn("external: {} cannot be looked up: {}", name.host(), cause.toString());
            }
          });
    }
  }

  private void leads(HostPort name, List<NetworkAddress> addresses, Runnable changed) {
    List<NetworkAddress> before = found.get(name);
    if (addresses.isEmpty()) {
      LOG.warn("external: {} leads to no address that others can reach", name.host());
    } else if (before != null && !before.equals(addresses)) {
      found.put(name, addresses);
      changed.run();
    }
  }

  private static List<NetworkAddress> reachable(InetAddress[] addresses, int port) {
    return Arrays.stream(addresses)
        .map(each -> NetworkAddress.of(new InetSocketAddress(each, port)))
        .filter(NetworkAddress::isRoutable)
        .limit(MOST)
        .sorted()
        .toList();
  }

  /** What all names lead to; port 0 stands for the one listened on. */
  List<NetworkAddress> addresses() {
    return found.values().stream().flatMap(List::stream).toList();
  }
}
